/** Comma-separated text (RFC 4180). @module */
import { distinctNames } from "./distinct_names.ts";
import { exactText } from "../../core/exact/number_text.ts";

/** What a spreadsheet takes for a formula, after any guards. The wide forms count, too. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Writes a table. Lines end in CRLF, cells are quoted where they must be. Numbers are exact.
 *
 * Text that a spreadsheet would compute as a formula gets an apostrophe in front, and so does such
 * text that begins with apostrophes: taking one away gives the text back. The text of a number stays.
 * A lone surrogate, which no file of text can hold, becomes U+FFFD.
 *
 * @param header The columns' names; made different where two are the same.
 */
export function toCsv(
  header: readonly string[],
  rows: readonly (readonly (string | number | boolean)[])[],
): string {
  const names = distinctNames(header.map((name) => name.toWellFormed()));
  return [names, ...rows].map((row) => row.map(cell).join(",") + "\r\n").join("");
}

function cell(value: string | number | boolean): string {
  if (typeof value !== "string") return typeof value === "number" ? exactText(value) : `${value}`;
  const text = guarded(value.toWellFormed());
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function guarded(text: string): string {
  return formula.test(text) && !decimal.test(text) ? `'${text}` : text;
}
