/** The results table: every hyperparameter with its range, its tuned value and its importance. @module */
import { isFixed } from "../core/space/variable.ts";
import { toConfiguration } from "../core/space/configuration.ts";
import type { RunRecord } from "../record.ts";
import { type Importance, importanceOf } from "./importance.ts";
import { hasFront, incumbentOf } from "../incumbent.ts";
import { checkOptionNames } from "../core/options/options.ts";
import { withTableLook } from "./display/table_look.ts";
import { resultsCells, resultsHeader } from "./results_cells.ts";
import type { ResultsRow } from "./results_row.ts";

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
  const rows = record.variables.map((variable): ResultsRow => {
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
  return withTableLook(rows, () => ({ header: resultsHeader, rows: resultsCells(rows) }));
}
