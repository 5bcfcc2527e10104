/** The probability that all constraints hold, by its logarithm. @module */
import { logNormalCdf, logNormalCdfSlope } from "../core/exact/normal.ts";
import { SMALLEST_SD } from "./criteria.ts";
import type { JointCriterion } from "./joint_rating.ts";

/**
 * Makes the rating ln P = sum_j w_j ln Phi(-mu_j / s_j) of independent constraints, each of which holds
 * where its value is at most 0; finite however small P.
 *
 * @param weights One weight per constraint: one of weight 2 counts like two constraints.
 * @see M. Schonlau, W. J. Welch, D. R. Jones (1998), "Global versus local search in constrained
 * optimization of computer models", IMS Lecture Notes 34.
 *
 * @example
 * ```ts
 * logFeasibility([1, 1])({ mean: [-1, 2], sd: [1, 1] }).value; // ln Phi(1) + ln Phi(-2)
 * ```
 */
export function logFeasibility(weights: readonly number[]): JointCriterion {
  return ({ mean, sd }) => {
    let value = 0;
    const byMean = weights.map(() => 0);
    const bySd = weights.map(() => 0);
    for (const [j, weight] of weights.entries()) {
      const s = Math.max(sd[j], SMALLEST_SD);
      const z = -mean[j] / s;
      const slope = weight * logNormalCdfSlope(z) / s;
      value += weight * logNormalCdf(z);
      byMean[j] = -slope;
      bySd[j] = -slope * z;
    }
    return { value, byMean, bySd };
  };
}
