import { assert, assertAlmostEquals } from "@std/assert";
import { normalCdf } from "../../spot/core/exact/normal.ts";
import { createStream } from "../../spot/core/random/stream.ts";
import { criteria } from "../../spot/infill/criteria.ts";
import { expectedChebyshevImprovement } from "../../spot/infill/expected_chebyshev_improvement.ts";

const front = [[0.3, 0.5, 0.4, 0.6], [0.6, 0.2, 0.5, 0.3]];
const along = { reference: [1.1, 1.2, 0.9, 1], direction: [0.5, 0.4, 0.6, 0.48] };
const nearness = (y: readonly number[]) =>
  Math.max(...y.map((value, j) => (value - along.reference[j]) / along.direction[j]));
const best = Math.min(...front.map(nearness));

Deno.test("expectedChebyshevImprovement() is the integral of the probability, by a fine sum", () => {
  const rate = expectedChebyshevImprovement(front, along);
  for (
    const { mean, sd } of [
      { mean: [0.4, 0.3, 0.2, 0.4], sd: [0.1, 0.1, 0.2, 0.05] },
      { mean: [0.1, 0.1, 0.1, 0.1], sd: [1e-3, 0.01, 0.3, 0.002] },
      { mean: [0.9, 0.8, 0.2, 0.4], sd: [0.1, 0.3, 0.2, 0.05] },
    ]
  ) {
    const probability = (t: number) =>
      mean.reduce((product, mu, j) => {
        const { reference: { [j]: r }, direction: { [j]: d } } = along;
        return product * normalCdf((r + t * d - mu) / sd[j]);
      }, 1);
    const step = 1e-4;
    let sum = 0;
    for (let t = best - step / 2; t > best - 6; t -= step) sum += step * probability(t);
    // The rule's own error is up to 1e-5, the sum's below.
    assertAlmostEquals(Math.exp(rate({ mean, sd }).value), sum, 3e-5 * sum);
  }
});

Deno.test("expectedChebyshevImprovement() is the expected improvement if all other objectives are sure", () => {
  const rate = expectedChebyshevImprovement(front, along);
  for (const mu of [0.2, 0.9, 3, 30]) {
    const mean = [mu, -9, -9, -9];
    const { value, byMean, bySd } = rate({ mean, sd: [0.2, 1e-9, 1e-9, 1e-9] });
    const limit = along.reference[0] + best * along.direction[0];
    const expected = criteria.ei(mu, 0.2, limit);
    // In units of the direction, and with the rule's error.
    assertAlmostEquals(value, expected.value - Math.log(along.direction[0]), 1e-4);
    assertAlmostEquals(byMean[0], expected.byMean, 1e-3 * Math.max(0.1, Math.abs(expected.byMean)));
    assertAlmostEquals(bySd[0], expected.bySd, 1e-3 * Math.max(0.1, Math.abs(expected.bySd)));
  }
});

Deno.test("expectedChebyshevImprovement() has the derivatives of its rating", () => {
  const random = createStream("slopes");
  const rate = expectedChebyshevImprovement(front, along);
  for (const far of [0, 0.5, 4]) {
    const mean = Array.from({ length: 4 }, () => random() + far);
    const sd = Array.from({ length: 4 }, () => 0.05 + 0.3 * random());
    const { byMean, bySd } = rate({ mean, sd });
    for (let j = 0; j < 4; j++) {
      const h = 1e-5;
      const slope = (at: (step: number) => number) => (at(h) - at(-h)) / (2 * h);
      const dMean = slope((step) => rate({ mean: mean.with(j, mean[j] + step), sd }).value);
      const dSd = slope((step) => rate({ mean, sd: sd.with(j, sd[j] + step) }).value);
      // Both have the rule's error.
      assertAlmostEquals(byMean[j], dMean, 1e-3 * Math.max(0.1, Math.abs(dMean)));
      assertAlmostEquals(bySd[j], dSd, 1e-3 * Math.max(0.1, Math.abs(dSd)));
    }
  }
});

Deno.test("expectedChebyshevImprovement() is finite and falls if candidates are far behind, or sure", () => {
  const rate = expectedChebyshevImprovement(front, along);
  const at = (mu: number, s: number) => rate({ mean: [mu, mu, mu, mu], sd: [s, s, s, s] });
  assert(at(1e4, 1e-3).value < at(1e3, 1e-3).value && at(1e4, 1e-3).value > -Infinity);
  const { value, byMean, bySd } = at(1e4, 1e-3);
  assert([value, ...byMean, ...bySd].every(Number.isFinite));
  assert(Number.isFinite(at(2, 0).value));
  // Sure to reach -2 in all objectives: the gain is the largest of their nearnesses, and no more.
  assertAlmostEquals(Math.exp(at(-2, 0).value), best - nearness([-2, -2, -2, -2]), 1e-12);
});
