/** Values that show themselves as tables. @module */
import { htmlTable } from "../page/html_table.ts";
import { escapeHtml } from "../encoding/markup.ts";
import { type Cell, textTable } from "../text_table.ts";
import { type MediaBundle, withLook } from "./look.ts";

/** A table for people. */
export interface ShownTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** A line below it. */
  readonly remark?: string;
}

/** Longer tables are cut: what they are made of has all rows. */
const MOST_ROWS = 60;

/** Gives a value the look of a table, which is made when somebody looks. */
export function withTableLook<T extends object>(value: T, makeTable: () => ShownTable): T {
  return withLook(value, {
    text: () => tableText(makeTable()),
    media: (): MediaBundle => ({ "text/html": tableHtml(makeTable()) }),
  });
}

/** The table as aligned text. */
export function tableText({ header, rows, remark }: ShownTable): string {
  const shown = textTable(header, rows.slice(0, MOST_ROWS));
  return [shown, ...below(rows, remark)].join("\n");
}

/** The table as an element that needs no style sheet, as notebooks have their own. */
export function tableHtml({ header, rows, remark }: ShownTable): string {
  const shown = htmlTable(header, rows.slice(0, MOST_ROWS), { align: "inline" });
  return [shown, ...below(rows, remark).map((line) => `<p>${escapeHtml(line)}</p>`)].join("\n");
}

function below(rows: ShownTable["rows"], remark: string | undefined): string[] {
  const more = rows.length - MOST_ROWS;
  return [
    ...(more > 0 ? [`... ${more} more row${more === 1 ? "" : "s"}`] : []),
    ...(remark === undefined ? [] : [remark]),
  ];
}
