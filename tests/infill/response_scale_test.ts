import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  candidateScales,
  depthScale,
  logarithmicScale,
  naturalScale,
  signedScale,
  typicalHeight,
  withoutOutliers,
} from "../../spot/infill/response_scale.ts";

const y = [3, 1, 10, 2, 100];

Deno.test("naturalScale() leaves the responses as they are", () => {
  assertEquals(naturalScale(y), { z: y, logSlopes: [0, 0, 0, 0, 0] });
});

Deno.test("logarithmicScale() takes the logarithm above the smallest response", () => {
  // Median 3, 2 above the smallest: c = 0.2, so z = ln(y - 1 + 0.2), dz/dy = 1 / (y - 0.8).
  const scale = logarithmicScale(y, 0.1);
  assert(scale);
  scale.z.forEach((z, i) => assertAlmostEquals(z, Math.log(y[i] - 0.8), 1e-14));
  scale.logSlopes.forEach((value, i) => assertAlmostEquals(value, -Math.log(y[i] - 0.8), 1e-14));
});

Deno.test("logarithmicScale() is undefined if the responses do not spread", () => {
  assertEquals(logarithmicScale([2, 2, 2], 1), undefined);
  assertEquals(logarithmicScale([2, 2, 2, 5, 9].slice(0, 4), 1), undefined);
  assertEquals(logarithmicScale([0, 1, 2, Number.MAX_VALUE, -Number.MAX_VALUE], 1), undefined);
});

Deno.test("logarithmicScale() shifts and stretches with the responses", () => {
  const scale = logarithmicScale(y, 0.1);
  const other = logarithmicScale(y.map((value) => 4 * value - 7), 0.1);
  assert(scale && other);
  other.z.forEach((z, i) => assertAlmostEquals(z, scale.z[i] + Math.log(4), 1e-12));
});

Deno.test("depthScale() takes the logarithm below the largest response", () => {
  // Median 3, 97 below the largest: z = -ln(100 - y + 97), dz/dy = 1 / (197 - y).
  const scale = depthScale(y);
  assert(scale);
  scale.z.forEach((z, i) => assertAlmostEquals(z, -Math.log(197 - y[i]), 1e-14));
  scale.logSlopes.forEach((value, i) => assertAlmostEquals(value, -Math.log(197 - y[i]), 1e-14));
});

Deno.test("depthScale() is undefined if half of the responses are the largest", () => {
  assertEquals(depthScale([2, 2, 1]), undefined);
});

Deno.test("withoutOutliers() bounds what is far above the others, and nothing else", () => {
  assertEquals(withoutOutliers([3, 1, 2, 1e10, 5]), [3, 1, 2, 3 + 100 * 2, 5]);
  assertEquals(withoutOutliers([2, 2, 2, 2, 3, 3, 1e10]), [2, 2, 2, 2, 3, 3, 102]);
  for (const values of [y, [2, 2, 2, 1e10], [1e308, -1e308, 0]]) {
    assertEquals(withoutOutliers(values), values);
  }
});

Deno.test("typicalHeight() is the median's, or the others' where half are the smallest", () => {
  assertEquals(typicalHeight(y), 2);
  // Three quarters tie with the smallest: heights 1, 4 and 9 are left.
  assertEquals(typicalHeight([2, 2, 2, 3, 2, 2, 6, 2, 2, 11, 2, 2]), 4);
  assertEquals(typicalHeight([2, 2, 2]), 0);
});

Deno.test("candidateScales() keeps the order of the responses on every scale", () => {
  const scales = candidateScales(y);
  assertEquals(scales.length, 5);
  const order = (values: readonly number[]) =>
    [...values.keys()].sort((a, b) => values[a] - values[b]);
  for (const { z } of scales) assertEquals(order(z), order(y));
});

Deno.test("candidateScales() has the natural scale alone if the responses do not spread", () => {
  assertEquals(candidateScales([1, 1, 1]), [naturalScale([1, 1, 1])]);
});

Deno.test("signedScale() keeps 0 and the signs, and brings what is far from 0 nearer", () => {
  const y = [-8, -1, 0, 1, 2, 1000];
  const { z, logSlopes } = signedScale(y, 1)!;
  assertEquals(z.map(Math.sign), y.map(Math.sign));
  assertEquals(z, z.toSorted((a, b) => a - b));
  // The median of |y| is 2: ln(1 + 1000 / 2), slope 1 / (1000 + 2).
  assertAlmostEquals(z[5], Math.log(501), 1e-14);
  assertAlmostEquals(logSlopes[5], -Math.log(1002), 1e-14);
  assertEquals(signedScale([0, 0, 0, 1], 1), undefined);
  assertEquals(signedScale([1e-320, 1e300, 1e-320, 1e-320], 1), undefined);
});
