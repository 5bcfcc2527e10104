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
  const evaluate = (x: ArrayLike<number>) => {
    const prediction = fitted.predict([Array.from(x)]);
    [predictor.mean, predictor.sd] = [prediction.mean[0], prediction.sd[0]];
  };
  const predictor = {
    mean: 0,
    sd: 0,
    meanGradient: new Float64Array(space.length),
    sdGradient: new Float64Array(space.length),
    evaluate,
    evaluateWithGradient(x: ArrayLike<number>) {
      const at = Array.from(x);
      const continuous = [...space.keys()].filter((column) => !isDiscrete(space[column]));
      const ends = continuous.flatMap((column) => {
        const variable = space[column];
        const z = toScale(variable, at[column]);
        const step = STEP * scaleWidth(variable);
        return [z - step, z + step].map((end) => at.with(column, fromScale(variable, end)));
      });
      const { mean, sd } = fitted.predict([at, ...ends]);
      [predictor.mean, predictor.sd] = [mean[0], sd[0]];
      continuous.forEach((column, i) => {
        const width = ends[2 * i + 1][column] - ends[2 * i][column];
        predictor.meanGradient[column] = (mean[2 * i + 2] - mean[2 * i + 1]) / width;
        predictor.sdGradient[column] = (sd[2 * i + 2] - sd[2 * i + 1]) / width;
      });
    },
  };
  return predictor;
}
