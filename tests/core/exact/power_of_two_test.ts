import { assertEquals } from "@std/assert";
import { nearestPowerOfTwo } from "../../../spot/core/exact/power_of_two.ts";

Deno.test("nearestPowerOfTwo() is nearest by ratio, from the smallest number to the largest", () => {
  const cases = [[1, 1], [1.4, 1], [1.5, 2], [3, 4], [1e-10, 2 ** -33], [
    Number.MIN_VALUE,
    2 ** -1074,
  ]];
  for (const [magnitude, unit] of cases) assertEquals(nearestPowerOfTwo(magnitude), unit);
  assertEquals(nearestPowerOfTwo(Number.MAX_VALUE), 2 ** 1023);
});

Deno.test("nearestPowerOfTwo() is 1 if there is no magnitude", () => {
  for (const magnitude of [0, NaN, Infinity]) assertEquals(nearestPowerOfTwo(magnitude), 1);
});
