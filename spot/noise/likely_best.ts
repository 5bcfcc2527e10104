/** The best of noisy points: not the one that was luckiest. @module */
import { createStream } from "../core/random/stream.ts";
import type { SearchSpace } from "../core/space/search_space.ts";
import { fitModel } from "../infill/infill_model.ts";
import { surrogateControlInit } from "../surrogate/surrogate_control.ts";
import { deviationsOfMeans, type PointStatistics } from "./points.ts";

/** A point is judged by its prediction and so many of its deviations. */
const DEVIATIONS = 1;

/**
 * The point of the smallest upper quantile, predicted mean + predicted deviation, by Kriging as the search
 * has it: not one that was lucky, and not one of which little is known. The point of the smallest mean
 * where that has replicates, which tell more of it than its neighbours do, or where there are fewer points
 * than Kriging has parameters.
 *
 * @param points Distinct points with at least one usable replicate each.
 * @param candidates The numbers of those that may be chosen, at least one.
 * @returns The chosen number.
 * @see V. Picheny, D. Ginsbourger, Y. Richet, G. Caplin (2013), "Quantile-based optimization of noisy
 * computer experiments with tunable precision", Technometrics 55(1).
 */
export function likelyBest(
  points: readonly PointStatistics[],
  candidates: readonly number[],
  space: SearchSpace,
): number {
  const first = smallest(candidates, (i) => points[i].mean);
  const isFew = candidates.length === 1 || points.length < space.length + 2;
  if (isFew || points[first].replicates > 1) return first;
  const { predictor } = fitModel(
    {
      space,
      X: points.map(({ x }) => x),
      y: points.map(({ mean }) => mean),
      noise: true,
      deviations: deviationsOfMeans(points),
      random: createStream("likely best"),
    },
    surrogateControlInit(),
    { rescale: true },
  );
  return smallest(candidates, (i) => {
    predictor.evaluate(points[i].x);
    return predictor.mean + DEVIATIONS * predictor.sd;
  });
}

/** The candidate of the smallest value, the first of equal ones. */
function smallest(candidates: readonly number[], valueOf: (i: number) => number): number {
  const rated = candidates.map((i) => ({ i, value: valueOf(i) }));
  return rated.reduce((best, point) => point.value < best.value ? point : best).i;
}
