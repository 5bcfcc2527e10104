/** A point predictor for surrogates that have none of their own. @module */
import {
  fromScale,
  isDiscrete,
  scaleWidth,
  type SearchSpace,
  toScale,
} from "../core/space/search_space.ts";
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
        const variable = space[column];
        const z = toScale(variable, at[column]);
        const step = STEP * scaleWidth(variable);
        return [z - step, z + step].map((end) => at.with(column, fromScale(variable, end)));
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
