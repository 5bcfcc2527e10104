import { assert, assertEquals, assertThrows } from "@std/assert";
import { cos, sin } from "../../../spot/core/exact/trigonometric.ts";
import { errorInUlp, references } from "./_references.ts";

const largest = 2 ** 20;
const angles = references.trig.filter(([x]) => Math.abs(x) <= largest);

Deno.test("sin() and cos() are within one unit in the last place of mpmath's values", () => {
  for (const [x, sine, cosine] of angles) {
    assert(errorInUlp(sin(x), sine) <= 1, `sin(${x}) is ${sin(x)}, not ${sine}`);
    assert(errorInUlp(cos(x), cosine) <= 1, `cos(${x}) is ${cos(x)}, not ${cosine}`);
  }
});

Deno.test("sin() is odd and cos() is even if the angle is large or small", () => {
  for (const [x] of angles) {
    assertEquals(sin(-x), -sin(x));
    assertEquals(cos(-x), cos(x));
  }
});

Deno.test("sin() and cos() return NaN if the angle is not finite, and throw if it is beyond 2^20", () => {
  for (const x of [NaN, Infinity, -Infinity]) assertEquals([sin(x), cos(x)], [NaN, NaN]);
  assertEquals(sin(-0), -0);
  for (const x of [largest + 1, -1e300]) {
    for (const f of [sin, cos]) assertThrows(() => f(x), RangeError, "at most 2^20");
  }
});
