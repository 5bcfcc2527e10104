/** The best point of a run, and what it stands for. @module */
import { toConfiguration } from "./core/space/configuration.ts";
import type { Configuration } from "./core/space/variable.ts";
import { freeVariables } from "./core/space/search_space.ts";
import { likelyBest } from "./noise/likely_best.ts";
import { constraintStatistics, type PointStatistics, pointStatistics } from "./noise/points.ts";
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
  if (noise) return noisyPoints(rows).map(({ point }) => point);
  return rows.filter(({ y }) => Number.isFinite(y))
    .map((row) => ({ x: row.x, y: row.y, isFeasible: isFeasible(row) }));
}

/** Points with the statistics that they are judged by. */
function noisyPoints(
  rows: RunRecord["rows"],
): { readonly point: JudgedPoint; readonly statistics: PointStatistics }[] {
  const constraints = constraintStatistics(rows);
  return pointStatistics(rows).flatMap((statistics, i) => {
    const { x, mean: y } = statistics;
    if (!Number.isFinite(y)) return [];
    const isFeasible = constraints.every((column) => column[i].mean <= 0);
    return { point: { x, y, isFeasible }, statistics };
  });
}

/** Whether a run is after the front of several objectives: then no single point is the best. */
export function hasFront({ objectives = [] }: Pick<RunRecord, "objectives">): boolean {
  return objectives.length > 1;
}

/**
 * The best point of a run that keeps all constraints; undefined if there is none, or a front. Under
 * noise it is {@linkcode likelyBest}, with the mean of its replicates.
 */
export function incumbentOf(record: RunRecord): JudgedPoint | undefined {
  if (hasFront(record)) return undefined;
  if (record.noise) return noisyIncumbent(record);
  const points = judgedPoints(record).filter((point) => point.isFeasible);
  return points.length === 0 ? undefined : points.reduce((best, p) => p.y < best.y ? p : best);
}

/** What was found last for rows that end with this one: a surrogate is fitted for it. */
const found = new WeakMap<RowRecord, { record: RunRecord; best: JudgedPoint | undefined }>();

function noisyIncumbent(record: RunRecord): JudgedPoint | undefined {
  const last = record.rows.at(-1);
  if (!last) return undefined;
  const known = found.get(last);
  if (known && isSame(known.record, record)) return known.best;
  const points = noisyPoints(comparableRows(record.rows));
  const candidates = [...points.keys()].filter((i) => points[i].point.isFeasible);
  const statistics = points.map((entry) => entry.statistics);
  const best = candidates.length === 0
    ? undefined
    : points[likelyBest(statistics, candidates, freeVariables(record.variables))].point;
  found.set(last, { record, best });
  return best;
}

/** Whether records have the same rows of the same variables. */
function isSame(a: RunRecord, b: RunRecord): boolean {
  return a.variables === b.variables && a.rows.length === b.rows.length &&
    a.rows.every((row, i) => row === b.rows[i]);
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
