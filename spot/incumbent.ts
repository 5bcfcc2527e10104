/** The best point of a run, and what it stands for. @module */
import { toConfiguration } from "./core/space/configuration.ts";
import type { Configuration } from "./core/space/variable.ts";
import { constraintStatistics, pointStatistics } from "./noise/points.ts";
import { isFeasible, type RowRecord, type RunRecord } from "./record.ts";

/** A design point with its response. */
export interface JudgedPoint {
  /** In search units, one value per free variable. */
  readonly x: readonly number[];
  readonly y: number;
  /** Whether it keeps all constraints. */
  readonly isFeasible: boolean;
}

/** The rows that are compared with each other: where rows have budgets, those of the largest one. */
export function comparableRows(rows: readonly RowRecord[]): readonly RowRecord[] {
  const largest = rows.reduce(
    (most, { y, budget = 0 }) => Number.isFinite(y) ? Math.max(most, budget) : most,
    0,
  );
  return rows.filter(({ budget = 0 }) => budget === largest);
}

/** The points that can be judged: their responses, or under noise the means of their replicates. */
export function judgedPoints({ rows: all, noise }: RunRecord): JudgedPoint[] {
  const rows = comparableRows(all);
  const points = noise
    ? meansOf(rows)
    : rows.map((row) => ({ x: row.x, y: row.y, isFeasible: isFeasible(row) }));
  return points.filter(({ y }) => Number.isFinite(y));
}

function meansOf(rows: RunRecord["rows"]): JudgedPoint[] {
  const constraints = constraintStatistics(rows);
  return pointStatistics(rows).map(({ x, mean }, i) => ({
    ...{ x, y: mean },
    isFeasible: constraints.every((column) => column[i].mean <= 0),
  }));
}

/** Whether a run is after the front of several objectives: then no single point is the best. */
export function hasFront({ objectives = [] }: Pick<RunRecord, "objectives">): boolean {
  return objectives.length > 1;
}

/** The best point of a run that keeps all constraints; undefined if there is none, or a front. */
export function incumbentOf(record: RunRecord): JudgedPoint | undefined {
  const points = hasFront(record) ? [] : judgedPoints(record).filter((point) => point.isFeasible);
  return points.length === 0 ? undefined : points.reduce((best, p) => p.y < best.y ? p : best);
}

/** What the user of one objective is told where no row keeps all constraints. */
export function incumbentNotices(record: RunRecord): string[] {
  const points = hasFront(record) ? [] : judgedPoints(record);
  if (points.length === 0 || points.some(({ isFeasible }) => isFeasible)) return [];
  return ["No row keeps all constraints: there is no best configuration"];
}

/**
 * The best configuration of a run: all variables by name, after transforms, fixed ones too.
 *
 * @returns The configuration, or undefined if no row succeeded and kept all constraints, or the run has
 * several `objectives`: `paretoFront` has theirs.
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
