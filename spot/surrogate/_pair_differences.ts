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
    writeDifferences(U, i, U.subarray(i * k, (i + 1) * k), isFactor, differences, first * k);
  }
  return { n, k, count, differences };
}

/** Writes u - U_i of the first n points to out, from position `start`. */
export function writeDifferences(
  U: Float64Array,
  n: number,
  u: Float64Array,
  isFactor: Uint8Array,
  out: Float64Array,
  start = 0,
): void {
  const k = u.length;
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < k; j++) {
      const difference = u[j] - U[at];
      out[start + at++] = isFactor[j] && difference !== 0 ? 1 : difference;
    }
  }
}
