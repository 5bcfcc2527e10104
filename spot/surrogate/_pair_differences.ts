/**
 * Differences of points, coordinate by coordinate.
 *
 * Notation: n points, k variables; pair p of points i > j has number i (i - 1) / 2 + j.
 *
 * @module
 */
import type { InputScaling } from "./_scaling.ts";

/** The differences of all pairs. */
export interface PairDifferences {
  readonly n: number;
  readonly k: number;
  /** n (n - 1) / 2. */
  readonly count: number;
  /** count x k; 0 and 1 for equal and different levels of a factor. */
  readonly differences: Float64Array;
}

/** @param U The points in the model's units, n x k, flat. */
export function pairDifferences(
  U: Float64Array,
  n: number,
  { width: { length: k }, isFactor }: InputScaling,
): PairDifferences {
  const count = n * (n - 1) / 2;
  const differences = new Float64Array(count * k);
  for (let i = 1; i < n; i++) {
    const first = i * (i - 1) / 2;
    const out = { differences: differences.subarray(first * k) };
    writeDifferences(U, i, U.subarray(i * k, (i + 1) * k), isFactor, out);
  }
  return { n, k, count, differences };
}

/** What {@linkcode writeDifferences} fills. */
interface Differences {
  readonly differences: Float64Array;
  readonly directions?: Float64Array;
}

/** Writes u - U_i of the first n points. */
export function writeDifferences(
  U: Float64Array,
  n: number,
  u: Float64Array,
  isFactor: Uint8Array,
  { differences, directions }: Differences,
): void {
  const k = u.length;
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < k; j++, at++) {
      const difference = u[j] - U[at];
      differences[at] = isFactor[j] && difference !== 0 ? 1 : difference;
      if (directions) directions[at] = differences[at];
      if (Number.isNaN(difference)) {
        const both = Number.isNaN(u[j]) && Number.isNaN(U[at]);
        const v = Number.isNaN(u[j]) ? U[at] : u[j];
        const g = (globalThis as any).COND;
        differences[at] = both
          ? 0
          : isFactor[j]
          ? 1
          : g.arc
          ? g.R
          : Math.sqrt((v - 0.5) ** 2 + g.c * g.c);
        if (directions) {
          directions[at] = both || Number.isNaN(u[j]) || isFactor[j] || g.arc ? 0 : v - 0.5;
        }
      } else if (
        (globalThis as any).COND?.arc && (globalThis as any).COND.columns.includes(j) &&
        !isFactor[j]
      ) {
        const R = (globalThis as any).COND.R;
        differences[at] = 2 * R * Math.sin(difference / 2 / R);
        if (directions) directions[at] = R * Math.sin(difference / R);
      }
    }
  }
}
