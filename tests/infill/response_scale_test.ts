import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { logarithmicScale, naturalScale } from "../../spot/infill/response_scale.ts";

const y = [3, 1, 10, 2, 100];

Deno.test("naturalScale() leaves the responses as they are", () => {
  assertEquals(naturalScale(y), { z: y, logSlopes: [0, 0, 0, 0, 0] });
});

Deno.test("logarithmicScale() takes the logarithm above the smallest response", () => {
  // Median 3, 2 above the smallest: c = 0.2, so z = ln(y - 1 + 0.2).
  const scale = logarithmicScale(y);
  assert(scale);
  scale.z.forEach((z, i) => assertAlmostEquals(z, Math.log(y[i] - 0.8), 1e-14));
});

Deno.test("logarithmicScale() has the logarithm of its own derivative", () => {
  const scale = logarithmicScale(y);
  assert(scale);
  // dz/dy = 1 / (y - 0.8), the shift kept.
  scale.logSlopes.forEach((value, i) => assertAlmostEquals(value, -Math.log(y[i] - 0.8), 1e-14));
});

Deno.test("logarithmicScale() is undefined if the responses do not spread", () => {
  assertEquals(logarithmicScale([2, 2, 2]), undefined);
  assertEquals(logarithmicScale([2, 2, 2, 5, 9].slice(0, 4)), undefined);
  assertEquals(logarithmicScale([0, 1, 2, Number.MAX_VALUE, -Number.MAX_VALUE]), undefined);
});

Deno.test("logarithmicScale() shifts and stretches with the responses", () => {
  const scale = logarithmicScale(y);
  const other = logarithmicScale(y.map((value) => 4 * value - 7));
  assert(scale && other);
  other.z.forEach((z, i) => assertAlmostEquals(z, scale.z[i] + Math.log(4), 1e-12));
});
