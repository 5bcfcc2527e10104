/** What the experiment prints. @module */
import { toConfiguration } from "../../core/space/configuration.ts";
import type { Level, Variable } from "../../core/space/variable.ts";
import type { RunRecord } from "../../record.ts";
import { distinctNames } from "../../report/encoding/distinct_names.ts";
import { numberTexts } from "../../core/exact/number_text.ts";
import { printable } from "../../report/encoding/printable.ts";
import { type Cell, textTable } from "../../report/text_table.ts";
import type { Comparison } from "./comparison.ts";

/** Prints design points by name, after transforms, with further columns. */
export function pointsTable(
  variables: readonly Variable[],
  X: readonly (readonly number[])[],
  further: Readonly<Record<string, readonly Cell[]>> = {},
): string {
  const names = variables.map(({ name }) => name);
  const configurations = X.map((x) => toConfiguration(variables, x));
  const columns = names.map((name) => textsOf(configurations.map((entry) => asText(entry[name]))));
  const rows = X.map((
    _,
    row,
  ) => [row, ...[...columns, ...Object.values(further)].map((column) => column[row])]);
  const own = Object.keys(further);
  return textTable(["row", ...distinctNames(names, ["row", ...own]), ...own], rows);
}

/** Levels by name; numbers by the digits that tell those of a column apart. */
function textsOf(values: readonly (number | string)[]): string[] {
  const numbers = values.filter((value) => typeof value === "number");
  const texts = numberTexts(numbers).values();
  return values.map((value) => typeof value === "number" ? texts.next().value! : printable(value));
}

const asText = (level: Level = "") => typeof level === "boolean" ? String(level) : level;

/** Prints the rows of a run with their responses. */
export function rowsTable({ variables, rows }: RunRecord): string {
  const responses = numberTexts(rows.map(({ y }) => y));
  return pointsTable(variables, rows.map(({ x }) => x), {
    y: rows.map(({ failure }, i) => failure ? `failed: ${failure.message}` : responses[i]),
    seconds: rows.map(({ costMs }) => (costMs / 1000).toFixed(3)),
  });
}

/** The columns of the comparison: name, exact value, and what is printed of it. */
const columns: readonly [
  name: string,
  valueOf: (entry: Comparison) => Cell,
  print?: (entry: Comparison) => Cell,
][] = [
  ["method", ({ method }) => method],
  ["number_of_cores", ({ numCores }) => numCores],
  ["time_s", ({ timeS }) => timeS, ({ timeS }) => timeS.toFixed(3)],
  ["speedup_vs_sequential", ({ speedup }) => speedup, ({ speedup }) => speedup.toFixed(2)],
  ["efficiency", ({ efficiency }) => efficiency, ({ efficiency }) => efficiency.toFixed(2)],
  ["meaning", ({ meaning }) => meaning],
  ["same_bits", ({ identical }) => identical, ({ identical }) => identical ? "yes" : "NO"],
  ["trace", ({ hash }) => hash],
  ["largest_loss", ({ cause }) => cause],
];

/** The names of the columns. */
export const header = columns.map(([name]) => name);

/** The comparison's rows as people read them. */
export function printedRows(comparisons: readonly Comparison[]): Cell[][] {
  return comparisons.map((entry) => columns.map(([, valueOf, print = valueOf]) => print(entry)));
}

/** The comparison's rows with all digits. */
export function exactRows(comparisons: readonly Comparison[]): Cell[][] {
  return comparisons.map((entry) => columns.map(([, valueOf]) => valueOf(entry)));
}
