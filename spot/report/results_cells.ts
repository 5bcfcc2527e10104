/** The results table as people read it. @module */
import type { ResultsRow } from "./results_table.ts";
import type { Cell } from "./text_table.ts";

/** The header of the results table for people. */
export const resultsHeader: readonly string[] = [
  "hyperparameter",
  "type",
  "default",
  "bounds",
  "transform",
  "tuned",
  "value",
  "importance",
];

/** The results table for people: one text or number per cell. */
export function resultsCells(rows: readonly ResultsRow[]): Cell[][] {
  const show = (value: number | string | undefined) =>
    typeof value === "number" ? Number(value.toPrecision(6)) : value ?? "";
  return rows.map((row) => [
    row.name,
    row.type,
    show(row.default),
    row.levels ? row.levels.join(", ") : `${show(row.lower)} .. ${show(row.upper)}`,
    row.transform === "none" ? "" : row.transform,
    show(row.tuned),
    show(row.value),
    row.importance === undefined ? "" : `${(100 * row.importance).toFixed(1)} %`,
  ]);
}
