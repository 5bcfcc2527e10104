/** What the surrogate takes for the response of a row that was given up on its way. @module */
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
 * @param unit What a reported value is multiplied by to be one of y; negative where large ones are good.
 */
export function estimatePruned(rows: readonly RowRecord[], unit: number): readonly RowRecord[] {
  if (!rows.some(({ pruned }) => pruned)) return rows;
  const scale = ({ steps, values }: Curve) => ({ steps, values: values.map((v) => v * unit) });
  const finished = rows.flatMap(({ curve, y }) =>
    curve && Number.isFinite(y) ? { curve: scale(curve), y } : []
  );
  return rows.map((row) =>
    row.pruned && row.curve ? { ...row, y: responseByRank(scale(row.curve), finished) } : row
  );
}

/**
 * The response by rank: the median of the responses of those finished rows whose best value, by the
 * step at which this row was pruned, was no better than this row's; if there is none, the largest
 * response.
 *
 * @param pruned Its curve, in y's unit, as those of the finished rows.
 * @returns NaN if no row is finished.
 */
export function responseByRank(pruned: Curve, finished: readonly FinishedCurve[]): number {
  const step = pruned.steps[pruned.steps.length - 1];
  const best = bestAt(pruned, step);
  const worse = finished.filter(({ curve }) => !(bestAt(curve, step) < best));
  if (worse.length === 0) return finished.reduce((most, { y }) => y < most ? most : y, NaN);
  return medianOf(worse.map(({ y }) => y));
}

function bestAt({ steps, values }: Curve, step: number): number {
  let best = Infinity;
  for (let i = 0; i < steps.length && steps[i] <= step; i++) best = Math.min(best, values[i]);
  return best;
}

function medianOf(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  const [low, high] = [ascending[(values.length - 1) >> 1], ascending[values.length >> 1]];
  return low + (high - low) / 2;
}
