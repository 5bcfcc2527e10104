/** Stands in for `@std/csv` where JSR cannot be reached, over papaparse. @module */
// deno-lint-ignore no-import-prefix
import papaparse from "npm:papaparse@5.5.3";

/** The part of papaparse that is used; its own types would bring in those of all of Node. */
interface Papaparse {
  parse(
    text: string,
    options: { delimiter: string; newline: string; skipEmptyLines: boolean },
  ): {
    data: string[][];
    errors: { type: string; message: string; row?: number }[];
  };
  unparse(rows: readonly (readonly unknown[])[], options: { newline: string }): string;
}

const Papa: Papaparse = papaparse;

export function parse(text: string): string[][] {
  // Said outright, as papaparse would guess them from the text.
  const { data, errors } = Papa.parse(text.replaceAll("\r\n", "\n"), {
    delimiter: ",",
    newline: "\n",
    skipEmptyLines: true,
  });
  const [error] = errors.filter(({ type }) => type === "Quotes");
  if (error) throw new SyntaxError(`${error.message} in row ${error.row}`);
  return data;
}

interface StringifyOptions {
  columns?: readonly string[];
}

type Row = Readonly<unknown[] | Record<string, unknown>>;

export function stringify(rows: readonly Row[], { columns }: StringifyOptions = {}): string {
  const table = rows.map((row) => isArray(row) ? row : cellsOf(row, columns));
  const body = Papa.unparse(columns ? [columns, ...table] : table, { newline: "\r\n" });
  return `${body}\r\n`;
}

function cellsOf(row: Readonly<Record<string, unknown>>, columns?: readonly string[]): unknown[] {
  if (!columns) throw new TypeError("Cannot write objects as CSV as 'columns' must be given");
  return columns.map((column) => row[column]);
}

function isArray(row: Row): row is readonly unknown[] {
  return Array.isArray(row);
}
