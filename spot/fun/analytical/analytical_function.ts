/** What is known of an analytical test function. @module */
import type { Objective } from "../../core/objective/objective.ts";
import type { VariableType } from "../../core/space/variable.ts";

/** A test function with its customary bounds and its known optimum. */
export interface AnalyticalFunction {
  /** The function, to be minimised: for `Spot` or `makeParallel`. */
  readonly objective: Objective;
  /** Lower bounds, k numbers. */
  readonly lower: readonly number[];
  /** Upper bounds, k numbers. */
  readonly upper: readonly number[];
  /** Types of the variables; continuous unless given. */
  readonly varType?: readonly VariableType[];
  /** Levels of factors, null for other variables. */
  readonly levels?: readonly (readonly string[] | null)[];
  /** The smallest value within the bounds. */
  readonly optimum: number;
  /** One or more points that have it, up to rounding. */
  readonly minimizers: readonly (readonly number[])[];
}

/** The same number k times: bounds of a cube, or a point on its diagonal. */
export function repeated(value: number, k: number): number[] {
  return Array.from({ length: k }, () => value);
}
