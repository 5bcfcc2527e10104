/** Tables for terminals. @module */

/** A cell. */
export type Cell = string | number;

/** Tells whether a cell is a number or the text of one. */
export function isNumeric(cell: Cell): boolean {
  return typeof cell === "number" || /^-?(\d|NaN|Infinity)[\d.e+-]*( %)?$/.test(cell);
}

/**
 * Sets rows below a header in aligned columns.
 *
 * @param header The columns' names.
 * @param rows One cell per column; columns of numbers are set to the right.
 * @returns Lines without trailing blanks.
 */
export function textTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, column) =>
    texts.reduce((most, row) => Math.max(most, row[column].length), 0)
  );
  const right = header.map((_, column) =>
    rows.length > 0 && rows.every((row) => isNumeric(row[column]))
  );
  const line = (row: readonly string[]) =>
    row.map((text, column) =>
      right[column] ? text.padStart(widths[column]) : text.padEnd(widths[column])
    ).join("  ").trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [line(texts[0]), rule, ...texts.slice(1).map(line)].join("\n");
}
