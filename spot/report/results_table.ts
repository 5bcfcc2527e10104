/** The results table: every hyperparameter with its range, its tuned value and its importance. @module */
import {
  type Conditions,
  isFixed,
  type Level,
  type Scale,
  type TransformName,
  type Variable,
} from "../core/space/variable.ts";
import { toConfiguration } from "../core/space/configuration.ts";
import type { RunRecord } from "../record.ts";
import { type Importance, importanceOf } from "./importance.ts";
import { hasFront, incumbentOf } from "../incumbent.ts";
import { checkOptionNames } from "../core/options/options.ts";

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

/** Options of {@linkcode resultsTable}. */
export interface ResultsTableOptions {
  /** What `importanceOf` returned. @default {importanceOf(record)} */
  readonly importance?: readonly Importance[];
}

/**
 * Makes the results table of a run.
 *
 * @returns One row per variable, fixed ones too, in the order of the search space.
 *
 * @example
 * ```ts
 * import { funControlInit, Spot } from "@spot/spot";
 * import { resultsTable } from "@spot/spot/report";
 *
 * const funControl = funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 12, seed: 1 });
 * const spot = await new Spot({ fun: ([a, b]) => a * a + b * b, funControl }).run();
 * console.table(resultsTable(spot.record));
 * ```
 */
export function resultsTable(
  record: RunRecord,
  options: ResultsTableOptions = {},
): ResultsRow[] {
  checkOptionNames("make the results table", options, ["importance"]);
  const { importance = hasFront(record) ? [] : importanceOf(record) } = options;
  const incumbent = incumbentOf(record);
  const configuration = incumbent && toConfiguration(record.variables, incumbent.x);
  let column = 0;
  return record.variables.map((variable) => {
    const { name, type, lower, upper, levels, scale = "linear", transform = "none", when } =
      variable;
    const coordinate = isFixed(variable) ? lower : incumbent?.x[column++];
    const isInactive = configuration !== undefined && !Object.hasOwn(configuration, name);
    const tuned = isInactive ? undefined : coordinate;
    return {
      name,
      type,
      default: variable.default,
      lower,
      upper,
      levels,
      scale,
      transform,
      when,
      isInactive,
      tuned: levels && tuned !== undefined ? levels[tuned] : tuned,
      value: configuration?.[name],
      importance: importance.find((entry) => entry.name === name)?.totalEffect,
    };
  });
}
