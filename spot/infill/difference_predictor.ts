/** A point predictor for surrogates that have none of their own. @module */
import { isDiscrete, type SearchSpace } from "../core/space/search_space.ts";
import type { FittedSurrogate, PointPredictor } from "../surrogate/surrogate.ts";

/** Step of the differences, as a share of a variable's range. */
const STEP = 1e-6;

/**
 * Predicts point by point, with gradients by differences inside the bounds; 0 for discrete variables.
 */
export function differencePredictor(
  fitted: FittedSurrogate,
  space: SearchSpace,
): PointPredictor {
  const meanGradient = new Float64Array(space.length);
  const sdGradient = new Float64Array(space.length);
  let mean = 0;
  let sd = 0;
  const evaluate = (x: ArrayLike<number>) => {
    const prediction = fitted.predict([Array.from(x)]);
    [mean, sd] = [prediction.mean[0], prediction.sd[0]];
  };
  return {
    get mean() {
      return mean;
    },
    get sd() {
      return sd;
    },
    meanGradient,
    sdGradient,
    evaluate,
    evaluateWithGradient(x) {
      const at = Array.from(x);
      const continuous = [...space.keys()].filter((column) => !isDiscrete(space[column]));
      const ends = continuous.flatMap((column) => {
        const { lower, upper } = space[column];
        const step = STEP * (upper - lower);
        const low = Math.max(lower, at[column] - step);
        return [at.with(column, low), at.with(column, Math.min(upper, at[column] + step))];
      });
      const prediction = fitted.predict([at, ...ends]);
      [mean, sd] = [prediction.mean[0], prediction.sd[0]];
      continuous.forEach((column, i) => {
        const width = ends[2 * i + 1][column] - ends[2 * i][column];
        const difference = (values: Float64Array) =>
          (values[2 * i + 2] - values[2 * i + 1]) / width;
        meanGradient[column] = difference(prediction.mean);
        sdGradient[column] = difference(prediction.sd);
      });
    },
  };
}
