/** What the surrogate takes for the response of a row that was given up on its way. @module */
import { quantile } from "../core/exact/quantile.ts";
import type { Curve } from "../core/objective/evaluation.ts";
import type { RowRecord } from "../record.ts";

/** A finished row: its curve and its response. */
export interface FinishedCurve {
  readonly curve: Curve;
  readonly y: number;
}

/**
 * Rows with a y for those that were pruned, see {@linkcode responseByRank}.
 *
 * @param rows Records in submission order.
 * @param isMaximised Whether large reported values are good.
 */
export function estimatePruned(
  rows: readonly RowRecord[],
  isMaximised: boolean,
): readonly RowRecord[] {
  if (!rows.some(({ pruned }) => pruned)) return rows;
  const finished = rows.flatMap(({ curve, y }) => curve && Number.isFinite(y) ? { curve, y } : []);
  return rows.map((row) =>
    row.pruned && row.curve
      ? { ...row, y: responseByRank(row.curve, finished, { isMaximised }) }
      : row
  );
}

/**
 * The response by rank: the median of the responses of those finished rows whose best value, by the
 * step at which this row was pruned, was no better than this row's; if there is none, the largest
 * response.
 *
 * @param pruned Its curve, in the unit of those of the finished rows.
 * @returns NaN if no row is finished.
 */
export function responseByRank(
  pruned: Curve,
  finished: readonly FinishedCurve[],
  { isMaximised = false }: { readonly isMaximised?: boolean } = {},
): number {
  const sign = isMaximised ? -1 : 1;
  const step = pruned.steps[pruned.steps.length - 1];
  const best = bestAt(pruned, step, sign);
  const worse = finished.filter(({ curve }) => !(bestAt(curve, step, sign) < best));
  if (worse.length === 0) return finished.reduce((most, { y }) => y < most ? most : y, NaN);
  return quantile(worse.map(({ y }) => y), 0.5);
}

function bestAt({ steps, values }: Curve, step: number, sign: number): number {
  let best = Infinity;
  for (let i = 0; i < steps.length && steps[i] <= step; i++) {
    best = Math.min(best, sign * values[i]);
  }
  return best;
}
