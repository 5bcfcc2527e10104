/**
 * Squared differences of all pairs of points, coordinate by coordinate.
 *
 * Notation: n points, k variables; pair p of points i > j has number i (i - 1) / 2 + j.
 *
 * @module
 */
import type { InputScaling } from "./_scaling.ts";

/** The differences of all pairs. */
export interface PairDistances {
  readonly n: number;
  readonly k: number;
  readonly pairs: number;
  /** pairs x k: squared differences; 0 and 1 for equal and different levels of a factor. */
  readonly squares: Float64Array;
}

/** @param U The points in the model's units, n x k, flat. */
export function pairDistances(U: Float64Array, n: number, scaling: InputScaling): PairDistances {
  const k = scaling.width.length;
  const pairs = n * (n - 1) / 2;
  const squares = new Float64Array(pairs * k);
  let at = 0;
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++) {
      for (let column = 0; column < k; column++) {
        const difference = U[i * k + column] - U[j * k + column];
        const different = difference === 0 ? 0 : 1;
        squares[at++] = scaling.isFactor[column] ? different : difference * difference;
      }
    }
  }
  return { n, k, pairs, squares };
}

/** Weighted squared distances: out_p = sum_k theta_k squares_pk. */
export function weightedDistances(
  { k, pairs, squares }: PairDistances,
  theta: Float64Array,
  out: Float64Array,
): void {
  let at = 0;
  for (let p = 0; p < pairs; p++) {
    let sum = 0;
    for (let column = 0; column < k; column++) sum += theta[column] * squares[at++];
    out[p] = sum;
  }
}
