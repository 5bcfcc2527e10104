import type { Variable } from "../space/variable.ts";

/** Whether small or large responses are good. */
export type Direction = "minimize" | "maximize";

/** One direction for all objectives, or one for each. */
export type Directions = Direction | readonly Direction[];

/** What every row of a run needs; cloneable, sent to each worker once. */
export interface Problem {
  /** The master seed. */
  readonly seed: number;
  /** All variables in the order of X's columns; fixed ones are among them but are no column. */
  readonly variables: readonly Variable[];
  /** The table to learn from, where the objective needs one. */
  readonly dataSet?: unknown;
  /** Further controls of the objective by name (model, scaler, ...); structured-cloneable. */
  readonly controls: Readonly<Record<string, unknown>>;
  /** What is looked for, so that programs that read the log name the best rows. @default {"minimize"} */
  readonly directions?: Directions;
  /** The names of the responses that are looked for, for programs that read the log. @default {none} */
  readonly responseNames?: readonly string[];
  /** The budget of rows that count, where rows have budgets; those of smaller ones are cut short. */
  readonly largestBudget?: number;
  /** Keep NaN and infinities as values instead of failing the row. @default {false} */
  readonly allowNonFinite?: boolean;
  /**
   * How the run was asked for, as plain data: logs keep it, so that others can go on with the run. It
   * makes no difference to what a row gives. @default {unknown}
   */
  readonly run?: Readonly<Record<string, unknown>>;
}
