/** What the experiment prints. @module */
import { toConfiguration, type Variable } from "../../backends/objective/variable.ts";
import type { RunRecord } from "../../spot/record.ts";
import { type Cell, textTable } from "../../spot/report/text_table.ts";
import type { Comparison } from "./comparison.ts";

/** Prints design points by name, after transforms, with further columns. */
export function pointsTable(
  variables: readonly Variable[],
  X: readonly (readonly number[])[],
  further: Readonly<Record<string, readonly Cell[]>> = {},
): string {
  const names = variables.map(({ name }) => name);
  const rows = X.map((x, row) => {
    const configuration = toConfiguration(variables, x);
    const values = names.map((name) => shorten(configuration[name]));
    return [row, ...values, ...Object.values(further).map((column) => column[row])];
  });
  return textTable(["row", ...names, ...Object.keys(further)], rows);
}

/** Prints the rows of a run with their responses. */
export function rowsTable({ variables, rows }: RunRecord): string {
  return pointsTable(variables, rows.map(({ x }) => x), {
    y: rows.map(({ y, failure }) => failure ? `failed: ${failure.message}` : y.toFixed(2)),
    seconds: rows.map(({ costMs }) => (costMs / 1000).toFixed(3)),
  });
}

function shorten(value: number | string): Cell {
  return typeof value === "number" ? Number(value.toPrecision(6)) : value;
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
