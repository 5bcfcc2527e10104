/** What a run is after: from what an objective returned to what is minimised and modelled. @module */
import type { Failure, Outcome } from "../core/objective/evaluation.ts";
import type { Directions } from "../core/objective/problem.ts";
import { counted } from "../core/options/options.ts";

/** A row as its goal sees it: a value to be minimised, or why there is none. */
export type Judgement = { readonly y: number } | { readonly failure: Failure };

/** What is modelled of a row. */
export type JudgedRow = Pick<Outcome, "responses"> & { readonly y: number };

/** Turns outcomes into what is minimised. */
export interface Goal {
  /** What is good in each response, for programs that read the log. */
  readonly directions: Directions;
  /** How many numbers of a row are modelled: with one, it is improved, with several, their front is. */
  readonly size: number;
  /** The reference point of several, to be minimised as they are; undefined: one is chosen. */
  readonly reference?: readonly number[];
  /**
   * Judges one row.
   *
   * @param outcome What the objective made of it; not a failed one.
   * @param first The outcome of the first row that did not fail: all others have as many responses and
   * constraints.
   */
  judge(outcome: Outcome, first: Outcome): Judgement;
  /** What is modelled of a row that did not fail, to be minimised: as many numbers as `size` says. */
  targets(row: JudgedRow): readonly number[];
}

/** A row that cannot be used. */
export function refuseRow(message: string): { readonly failure: Failure } {
  return { failure: { kind: "value", message } };
}

/** Refuses a row that has another number of constraints than the first one. */
export function refuseConstraints(
  { constraints = [] }: Outcome,
  { constraints: expected = [] }: Outcome,
): { readonly failure: Failure } | undefined {
  if (constraints.length === expected.length) return undefined;
  return refuseRow(
    `the objective returned ${counted(constraints.length, "constraint")}, not ${expected.length}`,
  );
}
