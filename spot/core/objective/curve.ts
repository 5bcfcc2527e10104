/** Curves: what a row reports on its way, and when that shows that the row is hopeless. @module */
import type { Problem } from "./problem.ts";

/** What a row reported: one value per step, such as the validation loss after each epoch. */
export interface Curve {
  /** Rising. */
  readonly steps: readonly number[];
  /** One per step, finite, in the response's unit. */
  readonly values: readonly number[];
}

/**
 * When a row is hopeless: at a step, if the best of its values so far is worse than the limit of the
 * last step of these up to it.
 */
export interface CurveLimits extends Curve {
  /** So many reports in a row beyond the limits are forgiven. */
  readonly patience: number;
}

/** Whether large values of a curve, which is that of the first response, are good. */
export function isMaximised(directions: Problem["directions"]): boolean {
  return (typeof directions === "object" ? directions[0] : directions) === "maximize";
}
