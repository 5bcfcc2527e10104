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
