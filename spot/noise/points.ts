/**
 * Distinct design points with the statistics of their replicates.
 *
 * @module
 */
import type { RowRecord } from "../record.ts";
import { pointKey } from "../space/point_key.ts";

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
}

/**
 * Groups rows by design point, in the order of their first occurrence.
 *
 * @param rows Records in submission order; those without a finite y do not enter the
 * statistics.
 *
 * @example
 * ```ts ignore
 * for (const { x, mean, variance } of pointStatistics(spot.record.rows)) console.log(x, mean, variance);
 * ```
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

function meanAndVariance(values: readonly number[]): Omit<PointStatistics, "x"> {
  const replicates = values.length;
  if (replicates === 0) return { replicates, mean: NaN, variance: NaN };
  // Shifted by the first value: replicates of a deterministic objective have exactly its mean.
  const [shift] = values;
  const mean = shift + values.reduce((sum, value) => sum + (value - shift), 0) / replicates;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { replicates, mean, variance: replicates > 1 ? squares / (replicates - 1) : NaN };
}

/**
 * The variance of each point's mean. Few replicates say little about a variance (two equal values
 * would make it 0), so each point's own is shrunk towards the pooled one, as if the pooled variance
 * had been seen with one more degree of freedom.
 *
 * @returns One variance per point, or undefined if no point has replicates, or one is beyond the
 * numbers.
 */
export function variancesOfMeans(points: readonly PointStatistics[]): number[] | undefined {
  const replicated = points.filter(({ replicates }) => replicates > 1);
  if (replicated.length === 0) return undefined;
  const freedom = replicated.reduce((sum, { replicates }) => sum + replicates - 1, 0);
  const pooled = replicated.reduce((sum, p) => sum + p.variance * (p.replicates - 1), 0) / freedom;
  if (!Number.isFinite(pooled)) return undefined;
  return points.map(({ replicates, variance }) => {
    if (replicates < 2) return pooled;
    const shrunk = (variance * (replicates - 1) + pooled) / replicates;
    return shrunk / replicates;
  });
}
