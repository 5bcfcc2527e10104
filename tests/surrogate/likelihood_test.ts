import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { createLikelihood } from "../../spot/surrogate/_likelihood.ts";
import { pairDifferences } from "../../spot/surrogate/_pair_differences.ts";
import { type KernelName, kernels } from "../../spot/surrogate/kernels.ts";

const n = 18;
const k = 3;

/** Two coordinates and a factor of three levels; noise of different size. */
function likelihoodOf(kernel: KernelName, isNoisy: boolean) {
  const random = createStream("likelihood");
  const scaling = {
    offset: new Float64Array(k),
    scales: Array.from({ length: k }, () => ({})),
    width: new Float64Array(k).fill(1),
    isFactor: Uint8Array.of(0, 0, 1),
    absent: new Float64Array(0),
  };
  const U = new Float64Array(n * k);
  for (let at = 0; at < U.length; at++) {
    U[at] = at % k === 2 ? Math.floor(3 * random()) : random();
  }
  const y = Float64Array.from(
    { length: n },
    (_, i) => Math.sin(5 * U[i * k]) + U[i * k + 1] + 0.7 * U[i * k + 2],
  );
  const noise = Float64Array.from({ length: n }, (_, i) => isNoisy ? i / 9 : 1);
  const pairs = pairDifferences(U, n, scaling);
  return createLikelihood({ pairs, y, noise, floor: 1e-8, kernel: kernels[kernel] });
}

for (const kernel of Object.keys(kernels) as KernelName[]) {
  Deno.test(`writeGradient() has the slopes of central differences, kernel ${kernel}`, () => {
    for (const isNoisy of [false, true]) {
      const likelihood = likelihoodOf(kernel, isNoisy);
      const p = Float64Array.of(0.4, -0.3, 0.1, -1.5);
      const gradient = new Float64Array(k + 1);
      assert(Number.isFinite(likelihood.evaluate(p)));
      likelihood.writeGradient(gradient);
      gradient.forEach((slope, i) => {
        const [low, high] = [-1e-5, 1e-5].map((step) =>
          likelihood.evaluate(p.map((entry, j) => i === j ? entry + step : entry))
        );
        assertAlmostEquals(slope, (high - low) / 2e-5, 1e-6);
      });
    }
  });
}

Deno.test("evaluate() is Infinity if the matrix is not positive definite", () => {
  const likelihood = likelihoodOf("gauss", false);
  const p = Float64Array.of(-19, -19, -19, -20);
  assertEquals(likelihood.evaluate(p, 0), Infinity);
  assert(Number.isFinite(likelihood.evaluate(p, 1e-3)));
});
