/** The probability that all constraints hold, by its logarithm. @module */
import { logNormalCdf, logNormalCdfSlope } from "../core/exact/normal.ts";
import { SMALLEST_SD } from "./criteria.ts";
import type { JointCriterion } from "./joint_rating.ts";

/**
 * Makes the rating ln P = sum_j ln Phi((limit_j - mu_j) / s_j) of independent constraints, each of which
 * holds where its value is at most its limit; finite however small P.
 *
 * @param limits One limit per constraint, in the unit of its prediction: 0, where predictions are in the
 * constraint's own unit.
 * @see M. Schonlau, W. J. Welch, D. R. Jones (1998), "Global versus local search in constrained
 * optimization of computer models", IMS Lecture Notes 34.
 *
 * @example
 * ```ts
 * logFeasibility([0, 0])({ mean: [-1, 2], sd: [1, 1] }).value; // ln Phi(1) + ln Phi(-2)
 * ```
 */
export function logFeasibility(limits: readonly number[]): JointCriterion {
  return ({ mean, sd }) => {
    let value = 0;
    const byMean = limits.map(() => 0);
    const bySd = limits.map(() => 0);
    for (let j = 0; j < limits.length; j++) {
      const s = Math.max(sd[j], SMALLEST_SD);
      const z = (limits[j] - mean[j]) / s;
      const slope = logNormalCdfSlope(z) / s;
      value += logNormalCdf(z);
      byMean[j] = -slope;
      bySd[j] = -slope * z;
    }
    return { value, byMean, bySd };
  };
}
