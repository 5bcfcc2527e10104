import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { fromScale, fromUnit, toScale } from "../../../spot/core/space/search_space.ts";
import type { Variable } from "../../../spot/core/space/variable.ts";
import { Kriging } from "../../../spot/surrogate/kriging.ts";
import { distance } from "../../../spot/search/distinct_points.ts";
import { localSpace } from "../../../spot/infill/local_space.ts";

const float: Variable = { name: "rate", type: "float", lower: 1e-5, upper: 1e-1, scale: "log" };
const int: Variable = { name: "n", type: "int", lower: 1, upper: 1000, scale: "log" };

Deno.test("fromUnit() gives each factor the same room if the scale is logarithmic", () => {
  for (const [u, expected] of [[0, 1e-5], [0.25, 1e-4], [0.5, 1e-3], [0.75, 1e-2]]) {
    assertAlmostEquals(fromUnit(float, u) / expected, 1, 1e-12);
  }
  assertEquals(fromUnit(float, 0), 1e-5);
  assert(fromUnit(float, 1 - 2 ** -53) <= 1e-1);
});

Deno.test("fromUnit() gives an integer n the room from n - 1/2 to n + 1/2 if the scale is logarithmic", () => {
  const n = 200_000;
  const counts = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const value = fromUnit(int, (i + 0.5) / n);
    counts.set(value, 1 + (counts.get(value) ?? 0));
  }
  for (const value of [1, 2, 10, 100, 1000]) {
    const share = Math.log((value + 0.5) / (value - 0.5)) / Math.log(1000.5 / 0.5);
    assertAlmostEquals(counts.get(value)! / n, share, 1e-5);
  }
  assert(
    [...counts.keys()].every((value) => Number.isInteger(value) && value >= 1 && value <= 1000),
  );
});

Deno.test("fromScale() stays within the bounds, and returns to integers", () => {
  for (const value of [1, 2, 3, 999, 1000]) {
    assertEquals(fromScale(int, toScale(int, value)), value);
  }
  assertEquals([fromScale(float, -1e3), fromScale(float, 1e3)], [1e-5, 1e-1]);
});

Deno.test("distance() and localSpace() measure on the variable's scale", () => {
  assertAlmostEquals(distance([float], [1e-4], [1e-3]), 0.25, 1e-12);
  const [{ lower, upper }] = localSpace([float], [1e-3], 0.5);
  assertAlmostEquals(lower / 1e-4, 1, 1e-12);
  assertAlmostEquals(upper / 1e-2, 1, 1e-12);
  const [near] = localSpace([int], [2], 0.01);
  assertEquals([near.lower, near.upper], [1, 3]);
});

Deno.test("Kriging models a logarithmic variable on its scale, with the slopes of differences", () => {
  const exponents = [-5, -4.3, -3.9, -3, -2.2, -1.6, -1];
  const y = exponents.map((e) => Math.sin(2 * e) + 0.1 * e);
  const linear: Variable = { name: "e", type: "float", lower: -5, upper: -1 };
  const onScale = new Kriging().fit(exponents.map((e) => [10 ** e]), y, { variables: [float] });
  const byExponent = new Kriging().fit(exponents.map((e) => [e]), y, { variables: [linear] });
  const predictor = onScale.predictor();
  for (const e of [-4.7, -3.4, -2.7, -1.1]) {
    const x = 10 ** e;
    assertAlmostEquals(onScale.predict([[x]]).mean[0], byExponent.predict([[e]]).mean[0], 1e-6);
    predictor.evaluateWithGradient([x]);
    const h = 1e-6 * x;
    const [low, high] = onScale.predict([[x - h], [x + h]]).mean;
    const slope = (high - low) / (2 * h);
    assertAlmostEquals(predictor.meanGradient[0] / slope, 1, 1e-4);
  }
});
