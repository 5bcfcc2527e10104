import { assertEquals } from "@std/assert";
import { violationsOf } from "../../spot/goal/violations.ts";

Deno.test("violationsOf() adds violations in units of each constraint's largest", () => {
  assertEquals(violationsOf([[-1, 0], [4, -9], [2, 300], [1, 600]]), [0, 1, 1, 1.25]);
  assertEquals(violationsOf([[], []]), [0, 0]);
});

Deno.test("violationsOf() does not know rows without constraints, such as pruned ones", () => {
  assertEquals(violationsOf([[1], [NaN], [2]]), [0.5, Infinity, 1]);
});
