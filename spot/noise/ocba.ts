/**
 * Optimal computing budget allocation: which points deserve more replicates.
 *
 * Notation: m points with mean y_i, standard deviation s_i and N_i replicates; b the best of them;
 * d_i = y_i - y_b.
 *
 * @module
 */
import type { PointStatistics } from "./points.ts";

/** A point that replicates may be allocated to. */
type ReplicatedPoint = Pick<PointStatistics, "x" | "replicates" | "mean" | "sd">;

/**
 * Allocates further replicates so that the best point is told from the others with the highest
 * probability: N_i / N_j = (s_i / d_i)^2 / (s_j / d_j)^2 and N_b = s_b sqrt(sum_i N_i^2 / s_i^2).
 *
 * @param points Points with their statistics; those whose standard deviation is not known (NaN or
 * infinite) do not take part, those that do not vary get nothing.
 * @param delta Replicates to allocate.
 * @returns The points to evaluate once more, with repetition, `delta` of them; none if fewer than
 * three points take part, or none of them varies.
 * @see Chen, Lee (2011), "Stochastic Simulation Optimization: An Optimal Computing Budget
 * Allocation", World Scientific, algorithm OCBA.
 */
export function allocateReplicates(
  points: readonly ReplicatedPoint[],
  delta: number,
): (readonly number[])[] {
  const candidates = points.filter(({ sd }) => sd >= 0 && sd < Infinity);
  if (candidates.length < 3 || candidates.every(({ sd }) => sd === 0)) return [];
  const shares = budgetShares(candidates);
  const counts = candidates.map(({ replicates }) => replicates);
  const total = counts.reduce((sum, count) => sum + count, delta);
  return Array.from({ length: delta }, () => {
    const next = mostLacking(counts, shares.map((share) => share * total));
    counts[next]++;
    return candidates[next].x;
  });
}

/**
 * The shares N_i / sum N of the asymptotically optimal allocation. They depend on ratios of deviations
 * and of gaps alone: taken relative to the largest and the smallest, squares cannot overflow.
 */
function budgetShares(points: readonly ReplicatedPoint[]): number[] {
  const best = points.reduce((b, { mean }, i) => mean < points[b].mean ? i : b, 0);
  const smallestGap = smallestPositiveGap(points, best);
  const largest = points.reduce((most, { sd }, i) => i === best ? most : Math.max(most, sd), 0);
  // Only the best varies: only its own mean is uncertain.
  if (largest === 0) return points.map((_, i) => i === best ? 1 : 0);
  const closeness = points.map(({ mean }) => {
    const ratio = smallestGap / Math.max(mean - points[best].mean, smallestGap);
    return ratio * ratio;
  });
  const ratios = points.map(({ sd }, i) => (sd / largest) * (sd / largest) * closeness[i]);
  ratios[best] = 0;
  const squares = ratios.reduce((sum, ratio, i) => sum + ratio * closeness[i], 0);
  ratios[best] = points[best].sd / largest * Math.sqrt(squares);
  const total = ratios.reduce((sum, ratio) => sum + ratio, 0);
  return ratios.map((ratio) => ratio / total);
}

/** Ties with the best are treated as if they lay at the smallest gap that is not zero. */
function smallestPositiveGap(points: readonly ReplicatedPoint[], best: number): number {
  const gaps = points.map(({ mean }) => mean - points[best].mean).filter((gap) => gap > 0);
  return gaps.length > 0 ? Math.min(...gaps) : 1;
}

function mostLacking(counts: readonly number[], targets: readonly number[]): number {
  return counts.reduce(
    (most, count, i) => targets[i] - count > targets[most] - counts[most] ? i : most,
    0,
  );
}
