/** What the surrogate takes for the response of a row that was given up on its way. @module */
import { isMaximised } from "../core/objective/curve.ts";
import type { Goal } from "../goal/goal.ts";
import type { RowRecord } from "../record.ts";

/**
 * Rows with a y for those that were pruned: that of their best value, at most the largest y of all
 * others. So they keep the order in which they were given up, none looks as good as what is finished
 * only because it was not seen to its end, and the first steps of a curve do not decide the scale.
 *
 * @param rows Records in submission order.
 */
export function estimatePruned(
  rows: readonly RowRecord[],
  goal: Pick<Goal, "directions" | "judge">,
): readonly RowRecord[] {
  if (!rows.some(({ pruned }) => pruned)) return rows;
  const largest = rows.reduce((most, { y }) => !Number.isFinite(y) || y < most ? most : y, NaN);
  const isBetter = isMaximised(goal.directions)
    ? (a: number, b: number) => a > b
    : (a: number, b: number) => a < b;
  return rows.map((row) => {
    if (!row.pruned || !row.curve) return row;
    const best = row.curve.values.reduce((a, b) => isBetter(b, a) ? b : a);
    const outcome = { responses: [best] };
    const judgement = goal.judge(outcome, outcome);
    return { ...row, y: "y" in judgement ? Math.min(judgement.y, largest) : NaN };
  });
}
