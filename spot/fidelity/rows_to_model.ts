/** Which rows the surrogate sees, where rows have budgets. @module */
import { pointKey } from "../core/space/search_space.ts";
import type { RowRecord } from "../record.ts";

/**
 * The rows of the largest budget that has enough distinct points with a response, else of the one that
 * has most of them, and all rows that failed.
 *
 * @param rows Known rows.
 * @param enough How many points a surrogate should have at least.
 * @see Falkner, Klein, Hutter (2018), "BOHB: robust and efficient hyperparameter optimization at scale",
 * ICML, section 3.2.
 */
export function rowsToModel(rows: readonly RowRecord[], enough: number): readonly RowRecord[] {
  const points = new Map<number, Set<string>>();
  for (const { x, y, budget = 0 } of rows) {
    if (!Number.isFinite(y)) continue;
    const seen = points.get(budget) ?? new Set();
    points.set(budget, seen.add(pointKey(x)));
  }
  const budgets = [...points.keys()].sort((a, b) => b - a);
  const most = budgets.reduce(
    (best, budget) => points.get(budget)!.size > (points.get(best)?.size ?? 0) ? budget : best,
    NaN,
  );
  const chosen = budgets.find((budget) => points.get(budget)!.size >= enough) ?? most;
  return rows.filter(({ budget = 0, failure }) => budget === chosen || failure);
}

/**
 * The steps of the trust region among the points of one budget: they come by promotions, so that they
 * count from the first that were enough to be modelled, as many at a time as are proposed.
 *
 * @param points Number of points that are modelled or under way.
 * @returns The number of points of each step, in order.
 */
export function stepsAmong(
  points: number,
  { enough, batch }: { readonly enough: number; readonly batch: number },
): number[] {
  const later = Math.max(0, points - enough);
  return Array.from(
    { length: Math.ceil(later / batch) },
    (_, step) => Math.min(batch, later - step * batch),
  );
}
