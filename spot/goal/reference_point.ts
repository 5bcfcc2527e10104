/** The reference point: its rule, and its choice for a run that was given none. @module */
import { show } from "../core/options/options.ts";
import { isUsable, nonDominatedRows } from "./dominance.ts";

/** How far the reference point lies beyond the fronts, as a share of the range of all rows. */
const BEYOND = 0.1;

/** Options of {@linkcode chooseReferencePoint}. */
export interface ReferencePointOptions {
  /** The rows of the initial design. @default {none} */
  readonly initial?: readonly number[];
  /** The rows that keep all constraints. @default {all} */
  readonly feasible?: readonly number[];
}

/**
 * Chooses a reference point from what is known: in each objective the worst value on the front of the
 * feasible rows or on that of the whole initial design, and beyond it a tenth of the range of all rows,
 * or of 1 where they have none.
 *
 * The initial design's front is spread as the space is. Without it, a run that first improves one end of the
 * front, or first finds feasible points there, would draw the reference point to that end and never see
 * the other.
 *
 * @param Y The response matrix, n x m, to be minimised; failed rows do not count.
 * @returns The reference point, m numbers; undefined if all rows failed.
 *
 * @example
 * ```ts
 * chooseReferencePoint([[1, 20], [5, 50], [0, 30], [1, 10]], { initial: [0, 1] }); // [1.5, 34]
 * ```
 */
export function chooseReferencePoint(
  Y: readonly (readonly number[])[],
  { initial = [], feasible = [...Y.keys()] }: ReferencePointOptions = {},
): number[] | undefined {
  const front = [feasible, initial].flatMap((rows) => {
    const part = rows.map((row) => Y[row]);
    return nonDominatedRows(part).map((i) => part[i]);
  });
  return front.length === 0 ? undefined : beyond(front, Y.filter(isUsable));
}

/**
 * A reference point beyond everything: in each objective the worst value of all rows, and a tenth of their
 * range beyond it. An end of the front that lies beyond the chosen reference point enlarges no hypervolume
 * up to that one, however good it is in the other objectives; up to this one it does.
 *
 * @param Y The response matrix, n x m, to be minimised; no row failed.
 *
 * @example
 * ```ts
 * farReferencePoint([[1, 20], [6, 50], [0, 30]]); // [6.6, 53]
 * ```
 */
export function farReferencePoint(Y: Rows): number[] {
  return beyond(Y, Y);
}

/** The worst values of some rows, and a share of the range of all rows beyond them. */
function beyond(rows: Rows, all: Rows): number[] {
  return rows[0].map((_, j) => {
    const range = largest(all, j) - smallest(all, j);
    return largest(rows, j) + BEYOND * (range || 1);
  });
}

type Rows = readonly (readonly number[])[];

const smallest = (rows: Rows, j: number) =>
  rows.reduce((least, row) => Math.min(least, row[j]), Infinity);
const largest = (rows: Rows, j: number) =>
  rows.reduce((most, row) => Math.max(most, row[j]), -Infinity);

/**
 * Checks a reference point that was given.
 *
 * @param action What cannot be done if it is refused.
 * @throws {RangeError} If it has not one finite number per objective.
 */
export function checkReferencePoint(
  action: string,
  reference: readonly number[],
  { m }: { readonly m: number },
): void {
  if (reference.length === m && reference.every(Number.isFinite)) return;
  throw new RangeError(
    `Cannot ${action} as 'reference' must have one finite number per objective (${m}): current value is ${
      show(reference)
    }`,
  );
}
