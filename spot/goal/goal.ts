/** What a run is after: from what an objective returned to what is minimised. @module */
import type { Failure, Outcome } from "../core/objective/evaluation.ts";
import type { Directions } from "../core/objective/problem.ts";

/** A row as its goal sees it: a value to be minimised, or why there is none. */
export type Judgement = { readonly y: number } | { readonly failure: Failure };

/** Turns outcomes into what is minimised. */
export interface Goal {
  /** What is good in each response, for programs that read the log. */
  readonly directions: Directions;
  /**
   * Judges one row.
   *
   * @param outcome What the objective made of it; not a failed one.
   * @param first The outcome of the first row that has responses: all others have as many.
   */
  judge(outcome: Outcome, first: Outcome): Judgement;
}
