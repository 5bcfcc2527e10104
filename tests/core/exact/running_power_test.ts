import { assertEquals } from "@std/assert";
import { nextPower, startPower } from "../../../spot/core/exact/running_power.ts";

Deno.test("nextPower() gives every power of a decay rate to the last bit", () => {
  for (const base of [0.9, 0.999, 0.5]) {
    const power = startPower(base);
    const mantissa = BigInt(base * 2 ** 53);
    let product = 1n;
    for (let t = 1; t <= 700; t++) {
      product *= mantissa;
      assertEquals(nextPower(power), nearestDouble(product, 53 * t), `${base}^${t}`);
    }
  }
});

/** The double nearest to numerator / 2^bits, ties aside. */
function nearestDouble(numerator: bigint, bits: number): number {
  const excess = numerator.toString(2).length - 53;
  if (excess <= 0) return Number(numerator) / 2 ** bits;
  const rounded = (numerator + (1n << BigInt(excess - 1))) >> BigInt(excess);
  return Number(rounded) * 2 ** (excess - bits);
}

Deno.test("nextPower() takes a base that is the sum of two doubles", () => {
  // 1 + 2^-60 is not a double; its 2^20-th power is 1 + 2^-40 + ... (binomial theorem).
  const power = startPower(1, 2 ** -60);
  let value = 1;
  for (let t = 0; t < 2 ** 20; t++) value = nextPower(power);
  assertEquals(value, 1 + 2 ** -40);
});

Deno.test("nextPower() ends at 0 and stays there", () => {
  const power = startPower(0.5);
  let value = 1;
  for (let t = 0; t < 2000; t++) value = nextPower(power);
  assertEquals(value, 0);
});
