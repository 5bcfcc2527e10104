/**
 * Ratings of a candidate from the predictions of several models: one per objective, one per constraint.
 *
 * @module
 */
import type { SearchTarget } from "../search/mixed_search.ts";
import type { PointPredictor } from "../surrogate/surrogate.ts";

/** Predictions of m models at a candidate. */
export interface JointPrediction {
  /** The predicted means, m numbers. */
  readonly mean: readonly number[];
  /** Their standard deviations, m numbers of at least 0. */
  readonly sd: readonly number[];
}

/** A rating with its derivatives by each mean and each standard deviation. */
export interface JointRating {
  readonly value: number;
  readonly byMean: readonly number[];
  readonly bySd: readonly number[];
}

/** Rates a candidate; the candidate of the largest rating is evaluated. */
export type JointCriterion = (prediction: JointPrediction) => JointRating;

/** The function that the search minimises: minus the rating of the models' predictions. */
export function jointTarget(
  predictors: readonly PointPredictor[],
  rate: JointCriterion,
): SearchTarget {
  const rating = () =>
    rate({ mean: predictors.map(({ mean }) => mean), sd: predictors.map(({ sd }) => sd) });
  return {
    value(x) {
      for (const predictor of predictors) predictor.evaluate(x);
      return -rating().value;
    },
    valueWithGradient(x, gradient) {
      for (const predictor of predictors) predictor.evaluateWithGradient(x);
      const { value, byMean, bySd } = rating();
      gradient.fill(0);
      predictors.forEach(({ meanGradient, sdGradient }, j) => {
        for (let column = 0; column < gradient.length; column++) {
          gradient[column] -= byMean[j] * meanGradient[column] + bySd[j] * sdGradient[column];
        }
      });
      return -value;
    },
  };
}

/** The sum of two ratings, the first of the first m models, the second of the others. */
export function ratingSum(
  first: JointCriterion,
  second: JointCriterion,
  m: number,
): JointCriterion {
  return ({ mean, sd }) => {
    const a = first({ mean: mean.slice(0, m), sd: sd.slice(0, m) });
    const b = second({ mean: mean.slice(m), sd: sd.slice(m) });
    return {
      value: a.value + b.value,
      byMean: [...a.byMean, ...b.byMean],
      bySd: [...a.bySd, ...b.bySd],
    };
  };
}
