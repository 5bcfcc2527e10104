/** The results table as people read it. @module */
import { labelsOf } from "./encoding/distinct_names.ts";
import { numberText, numberTexts } from "../exact/number_text.ts";
import { printable } from "./encoding/printable.ts";
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

const LONGEST_NAME = 60;
const MOST_LEVELS = 12;

/** The results table for people: one text per cell, numbers told apart from the bounds. */
export function resultsCells(rows: readonly ResultsRow[]): Cell[][] {
  const names = labelsOf(rows.map(({ name }) => name), { most: LONGEST_NAME });
  return rows.map((row, index) => {
    const { lower, upper, levels, tuned, value, transform, importance } = row;
    const known = [row.default, lower, upper, tuned].filter((entry) => typeof entry === "number");
    const texts = new Map(numberTexts(known).map((text, i) => [known[i], text]));
    const show = (entry: number | string | undefined) =>
      typeof entry === "string" ? printable(entry) : entry === undefined ? "" : texts.get(entry)!;
    const isPlain = typeof value !== "number" || transform === "none";
    return [
      names[index],
      row.type,
      show(row.default),
      levels ? levelsText(levels) : `${show(lower)} .. ${show(upper)}`,
      transform === "none" ? "" : transform,
      show(tuned),
      isPlain ? show(value) : numberText(value),
      importance === undefined ? "" : `${(100 * importance).toFixed(1)} %`,
    ];
  });
}

/** The levels of a factor, in quotes where a comma would be taken for their end. */
function levelsText(levels: readonly string[]): string {
  const shown = levels.length > MOST_LEVELS ? levels.slice(0, MOST_LEVELS - 1) : levels;
  const texts = labelsOf(shown, { most: LONGEST_NAME });
  const list = texts.map((text) => text.includes(",") ? `"${text}"` : text).join(", ");
  return shown === levels ? list : `${list}, ... (${levels.length} levels)`;
}
