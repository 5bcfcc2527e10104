import { assert, assertEquals } from "@std/assert";
import { createDistinctPoints, distance } from "../../spot/search/distinct_points.ts";
import { factor, float, int } from "../_variables.ts";

const space = [float("x", 0, 10), int("n", 1, 5), factor("f", ["a", "b", "c"])];

Deno.test("distance() is the largest scaled difference, 1 for different levels", () => {
  assertEquals(distance(space, [0, 1, 0], [5, 2, 0]), 0.5);
  assertEquals(distance(space, [0, 1, 0], [1, 3, 0]), 0.5);
  assertEquals(distance(space, [0, 1, 0], [0, 1, 2]), 1);
  assertEquals(distance(space, [0, 1, 1], [0, 1, 2]), 1);
});

Deno.test("createDistinctPoints() refuses equal points only if the tolerance is 0", () => {
  const points = createDistinctPoints(space, [[1, 2, 0], [-0, 1, 1]], 0);
  assert(!points.isNew([1, 2, 0]));
  assert(!points.isNew([0, 1, 1]), "0 and -0 are the same point");
  assert(points.isNew([1 + 1e-15, 2, 0]));
});

Deno.test("createDistinctPoints() refuses points within the tolerance, the bound included", () => {
  const points = createDistinctPoints(space, [[1, 2, 0]], 0.25);
  assert(!points.isNew([3.5, 3, 0]));
  assert(points.isNew([3.6, 3, 0]));
  assert(points.isNew([1, 2, 1]));
  points.add([3.6, 3, 0]);
  assert(!points.isNew([4, 3, 0]));
});

Deno.test("createDistinctPoints() keeps copies of the points", () => {
  const given = [2, 2, 0];
  const points = createDistinctPoints(space, [given], 0.01);
  given[0] = 9;
  assert(!points.isNew([2, 2, 0]));
  assert(points.isNew([9, 2, 0]));
});
