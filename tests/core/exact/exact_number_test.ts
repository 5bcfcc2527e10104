import { assert, assertEquals, assertThrows } from "@std/assert";
import { fromExact, toExact } from "../../../spot/core/exact/exact_number.ts";

Deno.test("toExact() and fromExact() keep every bit if the number passes through JSON", () => {
  const values = [0, -0, NaN, Infinity, -Infinity, 0.1, 1 / 3, 5e-324, -1.7976931348623157e308];
  for (const value of values) {
    const text = JSON.stringify(toExact(value));
    assert(Object.is(fromExact(JSON.parse(text)), value), text);
  }
});

Deno.test("toExact() writes a number as a number if JSON has it", () => {
  assertEquals([toExact(1.5), toExact(-0), toExact(NaN)], [1.5, "-0", "NaN"]);
});

Deno.test("fromExact() throws if the value is not a number", () => {
  for (const value of ["1", "nan", null, undefined, [], {}, "toString"]) {
    assertThrows(() => fromExact(value), TypeError, "Cannot read a number");
  }
});
