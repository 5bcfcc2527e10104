/** What the results table tells of a hyperparameter. @module */
import type { Conditions, Level, Scale, TransformName, Variable } from "../core/space/variable.ts";

/** One row of the results table. */
export interface ResultsRow {
  /** The hyperparameter's name. */
  readonly name: string;
  /** Its type. */
  readonly type: Variable["type"];
  /** The model's own default, in search units or a level; undefined if it has none. */
  readonly default: Level | undefined;
  /** Lower bound in search units; of a factor the index of its first level. */
  readonly lower: number;
  /** Upper bound in search units; of a factor the index of its last level. */
  readonly upper: number;
  /** A factor's levels. */
  readonly levels: readonly Level[] | undefined;
  /** How a number is searched. */
  readonly scale: Scale;
  /** The name of the transform from search units to values. */
  readonly transform: TransformName;
  /** The conditions under which it is there; undefined if it always is. */
  readonly when: Conditions | undefined;
  /** Whether the best configuration lacks it. */
  readonly isInactive: boolean;
  /** The tuned value in search units, or a level; undefined if it is inactive or there is no incumbent. */
  readonly tuned: Level | undefined;
  /** The tuned value after the transform. */
  readonly value: Level | undefined;
  /** The total effect, from 0 to 1; undefined with fewer than two results, or several objectives. */
  readonly importance: number | undefined;
}
