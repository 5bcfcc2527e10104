import { assert, assertEquals } from "@std/assert";
import { cos } from "../../../spot/core/exact/cos.ts";
import { sin } from "../../../spot/core/exact/sin.ts";
import { errorInUlp, references } from "./_references.ts";

Deno.test("sin() and cos() are within one unit in the last place of mpmath's values", () => {
  for (const [x, sine, cosine] of references.trig) {
    assert(errorInUlp(sin(x), sine) <= 1, `sin(${x}) is ${sin(x)}, not ${sine}`);
    assert(errorInUlp(cos(x), cosine) <= 1, `cos(${x}) is ${cos(x)}, not ${cosine}`);
  }
});

Deno.test("sin() is odd and cos() is even if the angle is large or small", () => {
  for (const [x] of references.trig) {
    assertEquals(sin(-x), -sin(x));
    assertEquals(cos(-x), cos(x));
  }
});

Deno.test("sin() and cos() return NaN if the angle is not finite", () => {
  for (const x of [NaN, Infinity, -Infinity]) assertEquals([sin(x), cos(x)], [NaN, NaN]);
  assertEquals(sin(-0), -0);
});
