/** The results table as people read it. @module */
import { displayWidth } from "./encoding/display_width.ts";
import { labelsOf } from "./encoding/distinct_names.ts";
import { numberText, numberTexts } from "../core/exact/number_text.ts";
import { shareText } from "./display/share_text.ts";
import { printable } from "./encoding/printable.ts";
import type { Conditions, Level } from "../core/space/variable.ts";
import type { ResultsRow } from "./results_row.ts";
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
const LONGEST_LEVEL = 24;
const WIDEST_LIST = 80;

/**
 * The results table for people: one text per cell, numbers told apart from the bounds. What is not always
 * there says when; a value that the best configuration lacks is "inactive".
 */
export function resultsCells(rows: readonly ResultsRow[]): Cell[][] {
  const names = labelsOf(rows.map(({ name }) => name), { most: LONGEST_NAME });
  return rows.map((row, index) => {
    const { lower, upper, levels, tuned, value, scale, transform, importance } = row;
    const known = [row.default, lower, upper, tuned].filter((entry) => typeof entry === "number");
    const texts = new Map(numberTexts(known).map((text, i) => [known[i], text]));
    const show = (entry: Level | undefined) =>
      typeof entry === "number"
        ? texts.get(entry) ?? numberText(entry)
        : entry === undefined
        ? ""
        : printable(String(entry));
    const isPlain = typeof value !== "number" || transform === "none";
    return [
      names[index],
      row.type,
      show(row.default),
      (levels
        ? levelsText(levels)
        : `${show(lower)} .. ${show(upper)}${scale === "log" ? " (log)" : ""}`) +
      (row.when ? conditionsText(row.when, rows) : ""),
      transform === "none" ? "" : transform,
      row.isInactive ? "inactive" : show(tuned),
      isPlain ? show(value) : numberText(value),
      importance === undefined ? "" : shareText(importance),
    ];
  });
}

/** Conditions in words: levels of a parent, or the bounds of a number. */
function conditionsText(when: Conditions, rows: readonly ResultsRow[]): string {
  const texts = Object.entries(when).map(([name, values]) => {
    const isLeveled = rows.find((row) => row.name === name)?.levels !== undefined;
    const [label] = labelsOf([name], { most: LONGEST_LEVEL });
    const range = isLeveled
      ? levelsText(values)
      : [...new Set(values)].map((value) => numberText(Number(value))).join(" .. ");
    return `${label}: ${range}`;
  });
  return ` (if ${texts.join("; ")})`;
}

/** The levels of a factor, in quotes where a comma would be taken for their end; the first of many. */
function levelsText(levels: readonly Level[]): string {
  const texts = labelsOf(levels.map(String), { most: LONGEST_LEVEL })
    .map((text) => text.includes(",") ? `"${text}"` : text);
  let width = 0;
  const end = texts.findIndex((text) => (width += displayWidth(text) + 2) > WIDEST_LIST);
  const shown = end < 0 ? texts : texts.slice(0, end);
  return shown.length === texts.length
    ? texts.join(", ")
    : `${shown.join(", ")}, ... (${levels.length} levels)`;
}
