import { assertAlmostEquals, assertEquals } from "@std/assert";
import { failureDistances } from "../../spot/infill/failure_distances.ts";
import { factor, float } from "../_variables.ts";

const space = [float("a", 0, 10), float("b", 0, 2)];

Deno.test("failureDistances() is 0 a quarter of the way to the nearest point that failed", () => {
  const X = [[0, 1], [4, 1], [8, 1], [10, 1]];
  const { y } = failureDistances(space, { X, y: [0, 0, 0.5, 1] });
  y.forEach((value, i) => assertAlmostEquals(value, [-0.2, -0.1, 0.3, 0.45][i], 1e-15));
});

Deno.test("failureDistances() takes the shortest way across all variables", () => {
  const X = [[0, 0], [3, 0.8], [10, 0]];
  const { y } = failureDistances(space, { X, y: [0, 1, 1] });
  assertAlmostEquals(y[0], -0.25 * 0.5, 1e-15); // 0.3 and 0.4 of the ranges
});

Deno.test("failureDistances() is the space's length if there is no point of the other kind", () => {
  const levels = [...space, factor("f", ["p", "q", "r"]), float("c", 0, 1)];
  assertEquals(failureDistances(levels, { X: [[1, 1, 2, 0], [2, 1, 0, 1]], y: [0, 0] }).y, [
    -0.5,
    -0.5,
  ]);
  const { y } = failureDistances(levels, { X: [[1, 1, 2, 0], [1, 1, 0, 0]], y: [1, 0] });
  assertEquals(y, [0.75, -0.25]); // different levels are at distance 1
});
