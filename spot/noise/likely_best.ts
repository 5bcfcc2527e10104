/** The best of noisy points: not the one that was luckiest. @module */
import { createStream } from "../core/random/stream.ts";
import type { SearchSpace } from "../core/space/search_space.ts";
import { fitModel } from "../infill/infill_model.ts";
import { surrogateControlInit } from "../surrogate/surrogate_control.ts";
import { deviationsOfMeans, type PointStatistics } from "./points.ts";

/** A point is judged by its prediction and so many of its deviations. */
const DEVIATIONS = 1;

/**
 * The point of the smallest upper quantile, predicted mean + predicted deviation: not one that was lucky,
 * and not one of which little is known. It is predicted by the default surrogate, whatever a run searches
 * with, with noise and bumps told apart; of more points than that models, only those it has seen count.
 * The point of the smallest mean where that has replicates, which tell more of it than its neighbours do,
 * where there are fewer points than Kriging has parameters, or where all means are the same.
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
  const isFlat = candidates.every((i) => points[i].mean === points[first].mean);
  if (isFew || isFlat || points[first].replicates > 1) return first;
  let seen = new Set<number>();
  const { predictor } = fitModel(
    {
      space,
      X: points.map(({ x }) => x),
      y: points.map(({ mean }) => mean),
      noise: true,
      deviations: deviationsOfMeans(points),
      random: createStream("likely best"),
      onFitted: (fitted) => seen = new Set(fitted.points),
    },
    surrogateControlInit(),
    { rescale: true, tellsBumps: true },
  );
  // Infeasible points may have taken the places of all good candidates.
  if (!seen.has(first)) return first;
  return smallest(candidates.filter((i) => seen.has(i)), (i) => {
    predictor.evaluate(points[i].x);
    return predictor.mean + DEVIATIONS * predictor.sd;
  });
}

/** The candidate of the smallest value, the first of equal ones. */
function smallest(candidates: readonly number[], valueOf: (i: number) => number): number {
  const rated = candidates.map((i) => ({ i, value: valueOf(i) }));
  return rated.reduce((best, point) => point.value < best.value ? point : best).i;
}
