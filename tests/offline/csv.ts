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
