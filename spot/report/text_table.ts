/** Tables for terminals. @module */
import { displayWidth, padTo, shortenToWidth } from "./encoding/display_width.ts";
import { labelsOf } from "./encoding/distinct_names.ts";
import { printableMessage } from "./encoding/printable.ts";

/** A cell. */
export type Cell = string | number | boolean;

const WIDEST = 100;

/** Tells whether a cell is a number or the text of one. */
export function isNumeric(cell: Cell): boolean {
  return typeof cell === "number" || /^-?(\d|NaN|Infinity)[\d.e+-]*( %)?$/.test(String(cell));
}

/**
 * Sets rows below a header in aligned columns. Whatever text the cells hold, each row is one line without
 * control characters; long texts are shortened in their middle.
 *
 * @param header The columns' names; made different where two are the same.
 * @param rows One cell per column; columns of numbers are set to the right.
 * @returns Lines without trailing blanks.
 */
export function textTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = [
    labelsOf(header, { most: WIDEST }),
    ...rows.map((row) => row.map((cell) => shortenToWidth(printableMessage(String(cell)), WIDEST))),
  ];
  const widths = header.map((_, column) =>
    texts.reduce((most, row) => Math.max(most, displayWidth(row[column])), 0)
  );
  const right = header.map((_, column) =>
    rows.length > 0 && rows.every((row) => isNumeric(row[column]))
  );
  const line = (row: readonly string[]) =>
    row.map((text, column) => padTo(text, widths[column], right[column] ? "start" : "end"))
      .join("  ").trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [line(texts[0]), rule, ...texts.slice(1).map(line)].join("\n");
}
