/**
 * The expected hypervolume improvement of a candidate, exact for two and three objectives.
 *
 * Notation: m objectives with independent normal predictions Y_j; N the points below the reference point
 * that the front does not dominate. A point t of N is gained if the candidate's responses are all at most
 * t, so that
 * EHVI = integral over N of prod_j P(Y_j <= t_j) dt = sum over boxes B of N of prod_j A_Bj,
 * A_Bj = integral over B's side j of P(Y_j <= t) dt, a difference of two expected improvements. All
 * terms are positive: nothing cancels, and logarithms carry the sum below the smallest number.
 *
 * @see M. T. M. Emmerich, A. H. Deutz, J. W. Klinkenberg (2011), "Hypervolume-based expected
 * improvement: monotonicity properties and exact computation", IEEE Congress on Evolutionary Computation.
 * @see S. Ament, S. Daulton, D. Eriksson, M. Balandat, E. Bakshy (2023), "Unexpected improvements to
 * expected improvement for Bayesian optimization", NeurIPS 36, for logarithms.
 *
 * @module
 */
import { exp } from "../core/exact/exp.ts";
import { log } from "../core/exact/log.ts";
import { type Box, nonDominatedBoxes } from "../goal/non_dominated_boxes.ts";
import type { Rating } from "./criteria.ts";
import { intervalImprovement } from "./interval_improvement.ts";
import type { JointCriterion, JointPrediction, JointRating } from "./joint_rating.ts";

/**
 * Makes the rating ln EHVI, with its derivatives.
 *
 * @param front Responses of known points, n x 2 or n x 3, to be minimised.
 * @param reference The reference point, in the same units, as are the predictions.
 *
 * @example
 * ```ts
 * const rate = expectedHypervolumeImprovement([[0.2, 0.5]], [1.1, 1.1]);
 * const { value } = rate({ mean: [0.4, 0.3], sd: [0.1, 0.1] }); // the logarithm of the gain expected
 * ```
 */
export function expectedHypervolumeImprovement(
  front: readonly (readonly number[])[],
  reference: readonly number[],
): JointCriterion {
  const boxes = nonDominatedBoxes(front, reference);
  return (prediction) => sumOf(boxes.map((box) => boxImprovement(box, prediction)));
}

/** ln prod_j A_Bj with the derivatives of each factor's logarithm. */
interface BoxImprovement {
  readonly value: number;
  readonly sides: readonly Rating[];
}

function boxImprovement({ lower, upper }: Box, { mean, sd }: JointPrediction): BoxImprovement {
  const sides = mean.map((mu, j) =>
    intervalImprovement(mu, sd[j], { lower: lower[j], upper: upper[j] })
  );
  return { value: sides.reduce((sum, { value }) => sum + value, 0), sides };
}

/** The logarithm of the sum; its derivatives are the terms' own, weighted by their shares. */
function sumOf(terms: readonly BoxImprovement[]): JointRating {
  const largest = terms.reduce((most, { value }) => Math.max(most, value), -Infinity);
  const weights = terms.map(({ value }) => exp(value - largest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const average = (of: (side: Rating) => number) =>
    terms[0].sides.map((_, j) =>
      terms.reduce((total, { sides }, i) => total + weights[i] * of(sides[j]), 0) / sum
    );
  return {
    value: largest + log(sum),
    byMean: average(({ byMean }) => byMean),
    bySd: average(({ bySd }) => bySd),
  };
}
