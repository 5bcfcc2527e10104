import { assert, assertEquals } from "@std/assert";
import { pow } from "../../../spot/core/exact/pow.ts";
import { errorInUlp, references } from "./_references.ts";

Deno.test("pow() is within one unit in the last place of mpmath's powers", () => {
  for (const [base, exponent, power] of references.pow) {
    const error = errorInUlp(pow(base, exponent), power);
    assert(error <= 1, `pow(${base}, ${exponent}) is off by ${error}`);
  }
});

Deno.test("pow() is exact if a double holds the result", () => {
  let power = 1;
  for (let n = 0; n <= 1023; n++) {
    assertEquals(pow(2, n), power);
    if (n <= 1022) assertEquals(pow(2, -n), 1 / power);
    power *= 2;
  }
  for (let n = 0; n <= 22; n++) {
    assertEquals(pow(10, n), Number(`1e${n}`));
    assertEquals(pow(10, -n), Number(`1e-${n}`));
  }
  for (let n = 0; n <= 33; n++) assertEquals(pow(-3, n), Number((-3n) ** BigInt(n)));
});

Deno.test("pow() returns Math.pow's special values if an argument is special", () => {
  const special = [0, -0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, Infinity, -Infinity, NaN, 1e300, -1e-300];
  for (const base of special) {
    for (const exponent of special) {
      const expected = Math.pow(base, exponent);
      const actual = pow(base, exponent);
      const same = Object.is(actual, expected) || errorInUlp(actual, expected) <= 1;
      assert(same, `pow(${base}, ${exponent}) is ${actual}, not ${expected}`);
    }
  }
});

Deno.test("pow() underflows to subnormal numbers and zero", () => {
  assertEquals(pow(2, -1074), 5e-324);
  assertEquals(pow(2, -1076), 0);
  assertEquals(pow(2, 1024), Infinity);
});
