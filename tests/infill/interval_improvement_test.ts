import { assert, assertAlmostEquals } from "@std/assert";
import { intervalImprovement } from "../../spot/infill/interval_improvement.ts";

/**
 * mpmath 1.3, 120 digits (1200 where the interval is more than 25 standard deviations away): mean, sd,
 * lower, upper, ln A, and its derivatives by mean and sd, A = s (h(b) - h(a)), h(z) = phi(z) + z Phi(z).
 */
const references = [
  [0.3, 0.7, -0.2, 0.5, -1.2277093702045445, -1.2797739356007718, 0.2521525912481975],
  [0, 1, -0.0001, 0.0002, -8.804835370435898, -0.797852727094938, -3.989263605555213e-05],
  [0, 1, 2, 2.0001, -9.23335051909787, -0.055242185578495605, -0.11048713317419753],
  [0, 1, 2, 2.5, -0.7062051974552327, -0.0335157372910688, -0.07388383672261846],
  [0, 1, 8, 8.001, -6.907755278982692, -5.03211494547584e-15, -4.0259432266330175e-14],
  [0, 1, -8.001, -8, -41.92525053870823, -8.121860283216279, 64.97893778096586],
  [0, 1, -12, -9, -45.848941292669046, -9.214627612926863, 83.93164851634133],
  [5, 0.25, 1, 2, -79.29539490612724, -48.65341028634296, 587.8409234361155],
  [5, 0.25, 1, 1.00001, -143.20800028137003, -64.24800425548982, 1027.9667829906896],
  [3, 0.001, 1, 2, -500021.64220737014, -1000001.999994, 1000002999.994],
  [0, 1e-06, 1, 2, 0.0, 0.0, -0.0],
  [0, 2, -9, 30, 3.4011973353813514, -0.03333322162025077, -5.327913948881961e-07],
  [1, 0.5, 0.999, 1.0005, -7.195836373146705, -1.5964051969859752, 0.0007982019998413076],
  [0, 1, -0.5, 0.0003, -1.6029801042724436, -0.9517446472030346, 0.2328759439365675],
  [30, 1, 1, 1.01, -429.2439259336994, -29.02916585586294, 841.6936596503431],
  [30, 1, 1, 1.00002, -435.6069078361493, -29.034391248576267, 841.9970558367327],
];

Deno.test("intervalImprovement() equals mpmath's values far below, inside, above and in narrow intervals", () => {
  for (const [mean, sd, lower, upper, value, byMean, bySd] of references) {
    const rating = intervalImprovement(mean, sd, { lower, upper });
    const close = (actual: number, expected: number, tolerance: number) =>
      assertAlmostEquals(actual, expected, tolerance, `[${mean}, ${sd}, ${lower}, ${upper}]`);
    close(rating.value, value, 1e-12 * Math.max(1, Math.abs(value)));
    close(rating.byMean, byMean, 1e-9 * Math.max(1, Math.abs(byMean)));
    close(rating.bySd, bySd, 1e-9 * Math.max(1, Math.abs(bySd)));
  }
});

Deno.test("intervalImprovement() is finite if there is no uncertainty, or the prediction is far", () => {
  for (const mean of [-1e3, 0.5, 1e3]) {
    for (const sd of [0, 1e-100, 1e-9, 1, 1e9]) {
      for (const [lower, upper] of [[-Infinity, 1], [0, 1], [0, 1e-12], [0.5, 0.6]]) {
        const { value, byMean, bySd } = intervalImprovement(mean, sd, { lower, upper });
        const at = `${mean} ${sd} ${lower} ${upper}`;
        assert(Number.isFinite(value), at);
        // Without any uncertainty slopes are beyond the numbers.
        assert(sd === 0 || (Number.isFinite(byMean) && Number.isFinite(bySd)), at);
      }
    }
  }
});

Deno.test("intervalImprovement() has no break where its formulas meet", () => {
  for (const mean of [-3, 0, 0.7, 5, 40]) {
    for (const upper of [0, 1]) {
      const width = 1e-3 / Math.max(1, Math.abs(upper - mean));
      const at = (share: number) =>
        intervalImprovement(mean, 1, { lower: upper - share * width, upper }).value;
      assertAlmostEquals(at(1 - 1e-9), at(1 + 1e-9), 3e-9);
    }
  }
});
