/** The best of noisy points: not the one that was luckiest. @module */
import { createStream } from "../core/random/stream.ts";
import type { SearchSpace } from "../core/space/search_space.ts";
import { fitModel } from "../infill/infill_model.ts";
import { withoutOutliers } from "../infill/response_scale.ts";
import { surrogateControlInit } from "../surrogate/surrogate_control.ts";
import { deviationsOfMeans, type PointStatistics } from "./points.ts";

/**
 * So many points of the smallest means are compared. The surrogate knows that the smallest of many noisy
 * means is too small, but not a narrow valley from noise: it is to choose among good points alone.
 */
const CANDIDATES = 3;

/**
 * The point of the smallest predicted mean among the three of the smallest means, by Kriging on the
 * responses' own scale. The point of the smallest mean where that has replicates, which tell more of
 * it than its neighbours do, or where there are fewer points than Kriging has parameters.
 *
 * @param points Distinct points with at least one usable replicate each.
 * @param candidates The numbers of those that may be chosen, at least one.
 * @returns The chosen number.
 */
export function likelyBest(
  points: readonly PointStatistics[],
  candidates: readonly number[],
  space: SearchSpace,
): number {
  const order = [...candidates].sort((a, b) => points[a].mean - points[b].mean || a - b);
  const [first] = order;
  const isFew = order.length === 1 || points.length < space.length + 2;
  if (isFew || points[first].replicates > 1) return first;
  const { predictor } = fitModel(
    {
      space,
      X: points.map(({ x }) => x),
      y: withoutOutliers(points.map(({ mean }) => mean)),
      noise: true,
      deviations: deviationsOfMeans(points),
      random: createStream("likely best"),
    },
    surrogateControlInit(),
    { rescale: false },
  );
  const predict = (i: number) => {
    predictor.evaluate(points[i].x);
    return predictor.mean;
  };
  const known = order.slice(0, CANDIDATES).map((i) => ({ i, mean: predict(i) }));
  return known.reduce((best, point) => point.mean < best.mean ? point : best).i;
}
