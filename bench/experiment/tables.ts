/** What the experiment prints. @module */
import { type Level, toConfiguration, type Variable } from "../../spot/core/space/variable.ts";
import type { RunRecord } from "../../spot/record.ts";
import { distinctNames } from "../../spot/report/encoding/distinct_names.ts";
import { numberTexts } from "../../spot/core/exact/number_text.ts";
import { printable } from "../../spot/report/encoding/printable.ts";
import { type Cell, textTable } from "../../spot/report/text_table.ts";
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

const asText = (level: Level) => typeof level === "boolean" ? String(level) : level;

/** Prints the rows of a run with their responses. */
export function rowsTable({ variables, rows }: RunRecord): string {
  const responses = numberTexts(rows.map(({ y }) => y));
  return pointsTable(variables, rows.map(({ x }) => x), {
    y: rows.map(({ failure }, i) => failure ? `failed: ${failure.message}` : responses[i]),
    seconds: rows.map(({ costMs }) => (costMs / 1000).toFixed(3)),
  });
}

/** The columns of the comparison. */
export const header = [
  "method",
  "number_of_cores",
  "time_s",
  "speedup_vs_sequential",
  "efficiency",
  "meaning",
  "same_bits",
  "trace",
  "largest_loss",
];

/** The comparison's rows, with the largest loss beside every efficiency under 0.9. */
export function comparisonRows(comparisons: readonly Comparison[]): Cell[][] {
  return comparisons.map((entry) => [
    entry.method,
    entry.numCores,
    entry.timeS.toFixed(3),
    entry.speedup.toFixed(2),
    entry.efficiency.toFixed(2),
    entry.meaning,
    entry.identical ? "yes" : "NO",
    entry.hash,
    entry.cause,
  ]);
}

/** Prints the comparison. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  return textTable(header, comparisonRows(comparisons));
}
