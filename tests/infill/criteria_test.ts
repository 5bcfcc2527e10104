import { assert, assertAlmostEquals } from "@std/assert";
import { criteria, smoothed } from "../../spot/infill/criteria.ts";

Deno.test("criteria.ei is the logarithm of the expected improvement", () => {
  // mpmath 1.3, 30 digits: log(s (z Phi(z) + phi(z))), z = (f - mu) / s.
  const cases = [
    { mean: 0, sd: 1, incumbent: 0, value: -0.9189385332046727 },
    { mean: 1, sd: 0.5, incumbent: 0, value: -5.4619307044770595 },
    { mean: -2, sd: 0.25, incumbent: 1, value: 1.0986122886681097 },
  ];
  for (const { mean, sd, incumbent, value } of cases) {
    assertAlmostEquals(criteria.ei(mean, sd, incumbent).value, value, 1e-12);
  }
});

Deno.test("criteria.ei tells candidates apart where the expected improvement underflows", () => {
  const [near, far] = [criteria.ei(60, 1, 0), criteria.ei(61, 1, 0)];
  assert(Number.isFinite(near.value) && near.value > far.value);
  assertAlmostEquals(near.value, -1809.1084601822722, 1e-9); // mpmath 1.3, as above
  assert(near.byMean < 0);
});

Deno.test("criteria.pi is the logarithm of the probability of improvement", () => {
  assertAlmostEquals(criteria.pi(0, 1, 0).value, Math.log(0.5), 1e-15);
  // ln Phi(-2), mpmath 1.3.
  assertAlmostEquals(criteria.pi(1, 0.5, 0).value, -3.783184333682032, 1e-12);
});

Deno.test("criteria has the derivatives of its ratings", () => {
  const h = 1e-5;
  for (const [name, rate] of Object.entries(criteria)) {
    for (const [mean, sd, f] of [[0.3, 0.7, 0], [4, 0.5, 1], [-3, 0.8, 1], [0, 2, 0.1]]) {
      const { byMean, bySd } = rate(mean, sd, f);
      const dMean = (rate(mean + h, sd, f).value - rate(mean - h, sd, f).value) / (2 * h);
      const dSd = (rate(mean, sd + h, f).value - rate(mean, sd - h, f).value) / (2 * h);
      const tolerance = 1e-6 * Math.max(1, Math.abs(dMean), Math.abs(dSd));
      assertAlmostEquals(byMean, dMean, tolerance, name);
      assertAlmostEquals(bySd, dSd, tolerance, name);
    }
  }
});

Deno.test("criteria never prefers a point without uncertainty above the incumbent", () => {
  for (const rate of [criteria.ei, criteria.pi]) {
    assert(rate(1, 0, 1 - 1e-9).value < rate(2, 0.1, 1).value);
    assert(!Number.isNaN(rate(1, 0, 1).value));
  }
});

Deno.test("smoothed() gives a criterion of the user's own its derivatives", () => {
  const rate = smoothed(({ mean, sd }, { incumbent }) => incumbent - mean * mean + 3 * sd);
  const { value, byMean, bySd } = rate(2, 0.5, 10);
  assertAlmostEquals(value, 7.5, 1e-15);
  assertAlmostEquals(byMean, -4, 1e-6);
  assertAlmostEquals(bySd, 3, 1e-6);
  assertAlmostEquals(rate(2, 0, 10).bySd, 3, 1e-3);
});
