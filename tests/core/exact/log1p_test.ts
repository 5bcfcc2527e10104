import { assert, assertEquals } from "@std/assert";
import { log1p } from "../../../spot/core/exact/log1p.ts";
import { errorInUlp, references } from "./_references.ts";

Deno.test("log1p() is within one unit in the last place of mpmath's logarithms", () => {
  for (const [x, log] of references.log1p) {
    assert(errorInUlp(log1p(x), log) <= 1, `log1p(${x}) is ${log1p(x)}, not ${log}`);
  }
});

Deno.test("log1p() returns Math.log1p's special values if x is special", () => {
  for (const x of [NaN, Infinity, -1, -2, 0, -0]) assertEquals(log1p(x), Math.log1p(x));
});
