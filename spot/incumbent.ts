/** The best point of a run, and what it stands for. @module */
import { toConfiguration } from "./core/space/configuration.ts";
import type { Configuration } from "./core/space/variable.ts";
import { pointStatistics } from "./noise/points.ts";
import type { RowRecord, RunRecord } from "./record.ts";

/** A design point with its response. */
export interface Incumbent {
  /** In search units, one value per free variable. */
  readonly x: readonly number[];
  readonly y: number;
}

/** The rows that are compared with each other: where rows have budgets, those of the largest one. */
export function comparableRows(rows: readonly RowRecord[]): readonly RowRecord[] {
  const largest = rows.reduce(
    (most, { y, budget = 0 }) => Number.isFinite(y) ? Math.max(most, budget) : most,
    0,
  );
  return rows.filter(({ budget = 0 }) => budget === largest);
}

/** A point that can be judged: its response, or under noise the mean of its replicates. */
export function judgedPoints({ rows: all, noise }: RunRecord): Incumbent[] {
  const rows = comparableRows(all);
  const points = noise ? pointStatistics(rows).map(({ x, mean }) => ({ x, y: mean })) : rows;
  return points.filter(({ y }) => Number.isFinite(y)).map(({ x, y }) => ({ x, y }));
}

/** The best point of a run; undefined if no row succeeded. */
export function incumbentOf(record: RunRecord): Incumbent | undefined {
  const points = judgedPoints(record);
  return points.length === 0 ? undefined : points.reduce((best, p) => p.y < best.y ? p : best);
}

/**
 * The best configuration of a run: all variables by name, after transforms, fixed ones too.
 *
 * @returns The configuration, or undefined if no row succeeded.
 *
 * @example
 * ```ts
 * import { defineSpace, float, funControlInit, int, Spot, tunedConfiguration } from "@spot/spot";
 *
 * const space = defineSpace({ rate: float(1e-4, 1, { scale: "log" }), layers: int(1, 8) });
 * const spot = new Spot({
 *   fun: (_, { configuration: { rate, layers } }) => (rate * layers - 0.1) ** 2,
 *   funControl: funControlInit({ space, funEvals: 12 }),
 * });
 * await spot.run();
 * console.log(tunedConfiguration(spot.record)); // { rate: ..., layers: ... }
 * ```
 */
export function tunedConfiguration<C extends Configuration>(record: RunRecord<C>): C | undefined {
  const incumbent = incumbentOf(record);
  return incumbent && toConfiguration(record.variables, incumbent.x) as C;
}
