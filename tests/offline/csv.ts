/** Stands in for `@std/csv` where JSR cannot be reached, over papaparse. @module */
import Papa from "npm:papaparse@5.5.3";

export function parse(text: string): string[][] {
  // Said outright, as papaparse would guess them from the text.
  const { data, errors } = Papa.parse(text.replaceAll("\r\n", "\n"), {
    delimiter: ",",
    newline: "\n",
    skipEmptyLines: true,
  });
  const [error] = errors.filter(({ type }: { type: string }) => type === "Quotes");
  if (error) throw new SyntaxError(`${error.message} in row ${error.row}`);
  return data as string[][];
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
