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
  readonly columns?: readonly string[];
}

type Row = readonly unknown[] | Readonly<Record<string, unknown>>;

export function stringify(rows: readonly Row[], { columns }: StringifyOptions = {}): string {
  const table = rows.map((row) =>
    isArray(row) ? row : (columns ?? []).map((column) => row[column])
  );
  const body = Papa.unparse(columns ? [columns, ...table] : table, { newline: "\r\n" });
  return `${body}\r\n`;
}

function isArray(row: Row): row is readonly unknown[] {
  return Array.isArray(row);
}
