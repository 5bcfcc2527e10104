/** Tables for HTML pages. @module */
import { type Cell, isNumeric } from "../text_table.ts";
import { labelsOf } from "../encoding/distinct_names.ts";
import { escapeHtml } from "../encoding/markup.ts";
import { printableMessage } from "../encoding/printable.ts";

const LONGEST_NAME = 60;

/** Options of {@linkcode htmlTable}. */
export interface HtmlTableOptions {
  /** Whether the page's style sheet aligns cells by their class, or each cell is aligned. @default {"class"} */
  readonly align?: "class" | "inline";
  /** What the table is, for those who do not see its heading. */
  readonly label?: string;
}

/** The attributes of text and of numbers. */
const attributes = {
  class: ["", ' class="number"'],
  inline: [' style="text-align: left"', ' style="text-align: right"'],
} as const;

/**
 * Sets rows below a header.
 *
 * @param header The columns' names.
 * @param rows One cell per column; columns of numbers are set to the right.
 */
export function htmlTable(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  { align = "class", label }: HtmlTableOptions = {},
): string {
  const numeric = header.map((_, column) =>
    rows.length > 0 && rows.every((row) => isNumeric(row[column]))
  );
  const cells = (row: readonly Cell[], tag: "td" | "th") =>
    row.map((value, column) => {
      const scope = tag === "th" ? ` scope="col"` : "";
      const type = attributes[align][numeric[column] ? 1 : 0];
      return `<${tag}${scope}${type}>${escapeHtml(printableMessage(String(value)))}</${tag}>`;
    }).join("");
  const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("\n");
  const name = label === undefined ? "" : ` aria-label="${escapeHtml(label)}"`;
  return `<div class="scroll"><table${name}>
<thead><tr>${cells(labelsOf(header, { most: LONGEST_NAME }), "th")}</tr></thead>
<tbody>
${body}
</tbody>
</table></div>`;
}
