/** The distinct points of a run with the statistics of their replicates. @module */
import { numberTexts } from "../core/exact/number_text.ts";
import { type PointStatistics, pointStatistics as groupRows } from "../noise/points.ts";
import type { RowRecord } from "../record.ts";
import { type ShownTable, withTableLook } from "./display/table_look.ts";

/**
 * Groups rows by design point, in the order of their first occurrence.
 *
 * @param rows Records in submission order; those without a finite y do not enter the
 * statistics.
 *
 * @example
 * ```ts
 * import { funControlInit, Spot } from "@spot/spot";
 * import { pointStatistics } from "@spot/spot/report";
 *
 * const funControl = funControlInit({ lower: [-1], upper: [1], noise: true, funRepeats: 2 });
 * const fun = ([x]: readonly number[], { random }: { random: () => number }) => x * x + random();
 * const spot = await new Spot({ fun, funControl }).run();
 * for (const { x, mean, variance } of pointStatistics(spot.record.rows)) {
 *   console.log(x, mean, variance);
 * }
 * ```
 */
export function pointStatistics(rows: readonly RowRecord[]): PointStatistics[] {
  const points = groupRows(rows);
  return withTableLook(points, () => pointsTable(points));
}

/** Statistics that there are none of stay empty. */
function pointsTable(points: readonly PointStatistics[]): ShownTable {
  const names = (points[0]?.x ?? []).map((_, j) => `x${j}`);
  const texts = (values: readonly number[], digits?: number) =>
    numberTexts(values, digits).map((text, i) => Number.isNaN(values[i]) ? "" : text);
  const columns = [
    ...names.map((_, j) => texts(points.map(({ x }) => x[j]))),
    points.map(({ replicates }) => String(replicates)),
    texts(points.map(({ mean }) => mean)),
    texts(points.map(({ sd }) => sd), 4),
  ];
  return {
    header: [...names, "replicates", "mean", "sd"],
    rows: points.map((_, i) => columns.map((column) => column[i])),
  };
}
