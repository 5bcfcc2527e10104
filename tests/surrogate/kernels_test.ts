import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type KernelName, kernels } from "../../spot/surrogate/kernels.ts";

const theta = Float64Array.of(0.7, 3, 1.4);
const rootTheta = theta.map(Math.sqrt);
const d = [0.3, -0.5, 1];

function correlation(kernel: KernelName, differences: readonly number[]): number {
  const psi = new Float64Array(1);
  const pairs = { k: 3, count: 1, differences: Float64Array.from(differences), theta, rootTheta };
  kernels[kernel].correlate(pairs, psi, new Float64Array(1));
  return psi[0];
}

/** The formulas of Rasmussen and Williams (2006), section 4.2, by the engine's own functions. */
const s = d.reduce((sum, value, j) => sum + theta[j] * value * value, 0);
const matern52 = (a: number) => (1 + a + a * a / 3) * Math.exp(-a);
const expected: Record<KernelName, number> = {
  gauss: Math.exp(-s),
  exp: Math.exp(-Math.sqrt(s)),
  matern32: (1 + Math.sqrt(3 * s)) * Math.exp(-Math.sqrt(3 * s)),
  matern52: matern52(Math.sqrt(5 * s)),
  matern52Product: d.reduce(
    (product, v, j) => product * matern52(Math.sqrt(5 * theta[j]) * Math.abs(v)),
    1,
  ),
};

for (const kernel of Object.keys(kernels) as KernelName[]) {
  Deno.test(`kernels.${kernel} is the formula of the literature`, () => {
    assertAlmostEquals(correlation(kernel, d), expected[kernel], 1e-15);
  });

  Deno.test(`kernels.${kernel} is 1 for equal points and 0 for points very far apart`, () => {
    assertEquals(correlation(kernel, [0, 0, 0]), 1);
    assertEquals(correlation(kernel, [1e140, 0, 1]), 0);
    assertEquals(correlation(kernel, [-1e140, 1e140, 1]), 0);
  });
}
