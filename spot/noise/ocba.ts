/**
 * Optimal computing budget allocation: which points deserve more replicates.
 *
 * Notation: m points with mean y_i, variance s_i^2 and N_i replicates; b the best of them;
 * d_i = y_i - y_b.
 *
 * @module
 */
import type { PointStatistics } from "./points.ts";

/**
 * Allocates further replicates so that the best point is told from the others with the highest
 * probability: N_i / N_j = (s_i / d_i)^2 / (s_j / d_j)^2 and N_b = s_b sqrt(sum_i N_i^2 / s_i^2).
 *
 * @param points Points with their statistics; those without variance get nothing.
 * @param delta Replicates to allocate.
 * @returns The points to evaluate once more, with repetition, `delta` of them; none if fewer than
 * three points have a positive, finite variance.
 * @see Chen, Lee (2011), "Stochastic Simulation Optimization: An Optimal Computing Budget
 * Allocation", World Scientific, algorithm OCBA.
 */
export function allocateReplicates(
  points: readonly PointStatistics[],
  delta: number,
): (readonly number[])[] {
  const candidates = points.filter(({ variance }) => variance > 0 && variance < Infinity);
  if (candidates.length < 3) return [];
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
 * The shares N_i / sum N of the asymptotically optimal allocation. They depend on ratios of variances
 * and of gaps alone: taken relative to the largest and the smallest, squares cannot overflow.
 */
function budgetShares(points: readonly PointStatistics[]): number[] {
  const best = points.reduce((b, { mean }, i) => mean < points[b].mean ? i : b, 0);
  const smallestGap = smallestPositiveGap(points, best);
  const largest = points.reduce((most, { variance }) => Math.max(most, variance), 0);
  const closeness = points.map(({ mean }) => {
    const ratio = smallestGap / Math.max(mean - points[best].mean, smallestGap);
    return ratio * ratio;
  });
  const ratios = points.map(({ variance }, i) => variance / largest * closeness[i]);
  ratios[best] = 0;
  const squares = ratios.reduce((sum, ratio, i) => sum + ratio * closeness[i], 0);
  ratios[best] = Math.sqrt(points[best].variance / largest * squares);
  const total = ratios.reduce((sum, ratio) => sum + ratio, 0);
  return ratios.map((ratio) => ratio / total);
}

/** Ties with the best are treated as if they lay at the smallest gap that is not zero. */
function smallestPositiveGap(points: readonly PointStatistics[], best: number): number {
  const gaps = points.map(({ mean }) => mean - points[best].mean).filter((gap) => gap > 0);
  return gaps.length > 0 ? Math.min(...gaps) : 1;
}

function mostLacking(counts: readonly number[], targets: readonly number[]): number {
  return counts.reduce(
    (most, count, i) => targets[i] - count > targets[most] - counts[most] ? i : most,
    0,
  );
}
