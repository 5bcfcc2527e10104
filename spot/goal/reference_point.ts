/** The reference point of a run that was given none. @module */
import { paretoFront } from "./pareto_front.ts";

/** How far the reference point lies beyond the front, as a share of the front's range. */
const BEYOND = 0.1;

/**
 * Chooses a reference point from what is known: in each objective a tenth of the Pareto front's range
 * beyond its worst value, so that the ends of the front count, too. Where the front has no range, as one of
 * a single point has none, the range of all rows takes its place; where these have none, 1.
 *
 * @param Y The response matrix, n x m, to be minimised; rows that are not finite do not count.
 * @returns The reference point, m numbers; undefined if no row is finite.
 * @see BoTorch, `infer_reference_point`, for the tenth.
 *
 * @example
 * ```ts
 * chooseReferencePoint([[0, 20], [1, 10], [5, 50]]); // [1.1, 21]
 * ```
 */
export function chooseReferencePoint(Y: readonly (readonly number[])[]): number[] | undefined {
  const finite = Y.filter((row) => row.every(Number.isFinite));
  const front = paretoFront(finite).map((row) => finite[row]);
  if (front.length === 0) return undefined;
  return front[0].map((_, j) => {
    const [lowest, worst] = range(front, j);
    const [least, most] = range(finite, j);
    return worst + BEYOND * (worst - lowest || most - least || 1);
  });
}

function range(rows: readonly (readonly number[])[], j: number): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const row of rows) {
    least = Math.min(least, row[j]);
    most = Math.max(most, row[j]);
  }
  return [least, most];
}
