/**
 * The Pareto front, and the fronts behind it.
 *
 * Notation: n rows of m objectives, Y the response matrix (n x m), all to be minimised. A row dominates
 * another if it is nowhere larger and somewhere smaller: equal rows do not dominate each other, so that
 * all of them are on the front or none is. A row that failed has no responses, or some that are not finite:
 * it is on no front.
 *
 * @module
 */
import type { Direction } from "../core/objective/problem.ts";

/** Tells whether a row has responses, all of them finite. */
export function isUsable(row: readonly number[]): boolean {
  return row.length > 0 && row.every(Number.isFinite);
}

/** Tells whether a dominates b: nowhere larger, somewhere smaller. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  let isSmaller = false;
  for (let j = 0; j < a.length; j++) {
    if (!(a[j] <= b[j])) return false;
    if (a[j] < b[j]) isSmaller = true;
  }
  return isSmaller;
}

/**
 * Sorts the rows into fronts: 0 is the Pareto front, and each next one the front of what is left.
 *
 * @param Y The response matrix, n x m.
 * @returns The number of each row's front, n numbers; Infinity for a failed row.
 * @see X. Zhang, Y. Tian, R. Cheng, Y. Jin (2015), "An efficient approach to nondominated sorting for
 * evolutionary multiobjective optimization", IEEE Transactions on Evolutionary Computation 19(2).
 *
 * @example
 * ```ts
 * paretoRanks([[1, 2], [2, 1], [2, 2], [3, 3], [NaN, 0]]); // [0, 0, 1, 2, Infinity]
 * ```
 */
export function paretoRanks(Y: readonly (readonly number[])[]): number[] {
  const ranks = Y.map(() => Infinity);
  const fronts: (readonly number[])[][] = [];
  for (const row of lexicographicOrder(Y)) {
    // Whoever is dominated by a front is by all before it.
    let [first, last] = [0, fronts.length];
    while (first < last) {
      const middle = (first + last) >> 1;
      const isDominated = fronts[middle].some((member) => dominates(member, Y[row]));
      if (isDominated) first = middle + 1;
      else last = middle;
    }
    ranks[row] = first;
    (fronts[first] ??= []).push(Y[row]);
  }
  return ranks;
}

/**
 * Finds the rows that no other row dominates.
 *
 * @param Y The response matrix, n x m.
 * @returns Their numbers, ascending; none if all rows failed.
 *
 * @example
 * ```ts
 * nonDominatedRows([[1, 2], [2, 1], [2, 2], [1, 2]]); // [0, 1, 3]
 * ```
 */
export function nonDominatedRows(Y: readonly (readonly number[])[]): number[] {
  const front: number[] = [];
  for (const row of lexicographicOrder(Y)) {
    if (!front.some((member) => dominates(Y[member], Y[row]))) front.push(row);
  }
  return front.sort((a, b) => a - b);
}

/** The usable rows; no row is dominated by one that comes after it. */
function lexicographicOrder(Y: readonly (readonly number[])[]): number[] {
  const rows = [...Y.keys()].filter((row) => isUsable(Y[row]));
  return rows.sort((a, b) => {
    const j = Y[a].findIndex((value, j) => value !== Y[b][j]);
    return j < 0 ? a - b : Y[a][j] - Y[b][j];
  });
}

/**
 * Values of several objectives, all to be minimised: those to be maximised with the other sign. Done twice,
 * it gives the values as they were.
 */
export function minimized(
  values: readonly number[],
  objectives: readonly { readonly direction: Direction }[],
): number[] {
  return values.map((value, j) => objectives[j].direction === "maximize" ? 0 - value : value);
}
