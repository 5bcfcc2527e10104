import { assert, assertEquals } from "@std/assert";
import { tanh } from "../../spot/exact/tanh.ts";
import { errorInUlp } from "./_references.ts";

/** x and tanh x, from mpmath at 200 bits. */
const tangents: [number, number][] = [
  [1, 0.7615941559557649],
  [-1, -0.7615941559557649],
  [1e-8, 1e-8],
  [-0.001, -0.0009999996666668],
  [0.25, 0.24491866240370913],
  [-0.7, -0.6043677771171635],
  [2.5, 0.9866142981514303],
  [-8.125, -0.999999824715051],
  [19.5, 1],
];

Deno.test("tanh() is within four units in the last place of mpmath's tangents", () => {
  for (const [x, tangent] of tangents) {
    assert(errorInUlp(tanh(x), tangent) <= 4, `tanh(${x}) is ${tanh(x)}, not ${tangent}`);
  }
});

Deno.test("tanh() returns Math.tanh's special values if x is special or large", () => {
  const special = [NaN, Infinity, -Infinity, 0, 1e308, -1e308, 25, -25];
  for (const x of special) assertEquals(tanh(x), Math.tanh(x));
});
