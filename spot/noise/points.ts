/**
 * Distinct design points with the statistics of their replicates.
 *
 * @module
 */
import { nearestPowerOfTwo } from "../core/exact/power_of_two.ts";
import type { RowRecord } from "../record.ts";
import { pointKey } from "../core/space/search_space.ts";

/** A distinct design point and what its replicates say. */
export interface PointStatistics {
  /** One value per free variable, in search units. */
  readonly x: readonly number[];
  /** Number of usable replicates. */
  readonly replicates: number;
  /** Their mean; NaN if there are none. */
  readonly mean: number;
  /** Their unbiased variance; NaN with fewer than two. */
  readonly variance: number;
  /** Its root, which is finite where the variance overflows. */
  readonly sd: number;
}

/**
 * Groups rows by design point, in the order of their first occurrence.
 *
 * @param rows Records in submission order; those without a finite y do not enter the
 * statistics.
 */
export function pointStatistics(rows: readonly RowRecord[]): PointStatistics[] {
  const groups = new Map<string, { x: readonly number[]; values: number[] }>();
  for (const { x, y } of rows) {
    const key = pointKey(x);
    let group = groups.get(key);
    if (!group) groups.set(key, group = { x, values: [] });
    if (Number.isFinite(y)) group.values.push(y);
  }
  return [...groups.values()].map(({ x, values }) => ({ x, ...meanAndVariance(values) }));
}

/** What a row tells, as one number; NaN if it tells nothing. */
export type RowValue = (row: RowRecord) => number;

/** {@linkcode pointStatistics} of another number than y: one entry per point, in the same order. */
export function statisticsOf(rows: readonly RowRecord[], value: RowValue): PointStatistics[] {
  return pointStatistics(rows.map((row) => ({ ...row, y: value(row) })));
}

/** The statistics of each constraint, of rows that have them and did not fail: one column per constraint. */
export function constraintStatistics(rows: readonly RowRecord[]): PointStatistics[][] {
  const first = rows.find(({ y, constraints }) => Number.isFinite(y) && constraints);
  return (first?.constraints ?? []).map((_, j) =>
    statisticsOf(rows, ({ y, constraints = [] }) => Number.isFinite(y) ? constraints[j] : NaN)
  );
}

/** Makes the test whether a point was not proposed, but given, told or part of the initial design. */
export function toIsInitial(
  rows: readonly RowRecord[],
): (point: Pick<PointStatistics, "x">) => boolean {
  const initial = rows.filter(({ origin }) => origin !== "infill").map(({ x }) => pointKey(x));
  const keys = new Set(initial);
  return ({ x }) => keys.has(pointKey(x));
}

function meanAndVariance(values: readonly number[]): Omit<PointStatistics, "x"> {
  const replicates = values.length;
  if (replicates === 0) return { replicates, mean: NaN, variance: NaN, sd: NaN };
  // Shifted by the first value: replicates of a deterministic objective have exactly its mean.
  const [shift] = values;
  const mean = shift + values.reduce((sum, value) => sum + (value - shift), 0) / replicates;
  if (replicates === 1) return { replicates, mean, variance: NaN, sd: NaN };
  const deviations = values.map((value) => value - mean);
  const unit = nearestPowerOfTwo(largest(deviations.map(Math.abs)));
  const squares = deviations.reduce((sum, d) => sum + (d / unit) * (d / unit), 0);
  const variance = squares / (replicates - 1);
  return { replicates, mean, variance: variance * unit * unit, sd: Math.sqrt(variance) * unit };
}

/**
 * The standard deviation of replicates as the replicates of all points tell it. Few replicates say little
 * (two equal values would make it 0), so each point's own variance is shrunk towards the pooled one, as
 * if the pooled variance had been seen with one more degree of freedom.
 *
 * @returns One standard deviation per point, the pooled one for points without replicates, or undefined
 * if no point has replicates, or one overflows.
 */
export function shrunkDeviations(points: readonly PointStatistics[]): number[] | undefined {
  const replicated = points.filter(({ replicates }) => replicates > 1);
  if (replicated.length === 0) return undefined;
  const most = largest(replicated.map(({ sd }) => sd));
  if (!Number.isFinite(most)) return undefined;
  // In a unit of their own: squares could overflow.
  const unit = nearestPowerOfTwo(most);
  const varianceOf = ({ sd }: PointStatistics) => (sd / unit) * (sd / unit);
  const freedom = replicated.reduce((sum, { replicates }) => sum + replicates - 1, 0);
  const pooled = replicated.reduce((sum, p) => sum + varianceOf(p) * (p.replicates - 1), 0) /
    freedom;
  return points.map((point) => {
    const { replicates } = point;
    const variance = replicates < 2
      ? pooled
      : (varianceOf(point) * (replicates - 1) + pooled) / replicates;
    return unit * Math.sqrt(variance);
  });
}

/** The standard deviation of each point's mean; undefined where {@linkcode shrunkDeviations} is. */
export function deviationsOfMeans(points: readonly PointStatistics[]): number[] | undefined {
  return shrunkDeviations(points)?.map((sd, i) =>
    sd / Math.sqrt(Math.max(1, points[i].replicates))
  );
}

const largest = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, value), 0);
