/** Tables of a user's own, from a file or an address. @module */
import { checkOptionNames } from "../spot/core/options/options.ts";
import { parseTable, type TableOf } from "./parse_table.ts";

/** Options of {@linkcode tableFromCsv}. */
export interface TableFromCsvOptions<Target extends string | readonly string[]> {
  /** The name of the target's column, or an array of several. All other columns are features. */
  readonly target: Target;
}

/**
 * Reads a table of numbers with a header line from a comma-separated file.
 *
 * @param location A path, or a URL (`file:` or `https:`).
 * @returns The table: n rows of features, and n targets (n rows of targets if several are named).
 * @throws {SyntaxError} If the text is not a table of finite decimal numbers; names line and column.
 * @throws {RangeError} If a target is not a column of the file.
 * @throws {Deno.errors.NotFound} If there is no such file.
 *
 * @example
 * ```ts
 * import { tableFromCsv } from "@spot/spot";
 *
 * await Deno.writeTextFile("concrete.csv", "cement,water,strength\n540,162,80\n332,228,40.3\n");
 * const dataSet = await tableFromCsv("concrete.csv", { target: "strength" });
 * ```
 */
export async function tableFromCsv<const Target extends string | readonly string[]>(
  location: string | URL,
  options: TableFromCsvOptions<Target>,
): Promise<TableOf<Target>> {
  const source = String(location);
  checkOptionNames(`read ${source}`, options, ["target"]);
  const { target } = options;
  return parseTable(decode(await readBytes(location), source), { target, source });
}

async function readBytes(location: string | URL): Promise<Uint8Array> {
  const isRemote = /^https?:/.test(String(location));
  const isFileUrl = /^file:/.test(String(location));
  if (!isRemote) return await Deno.readFile(isFileUrl ? new URL(location) : location);
  const response = await fetch(location);
  if (response.ok) return await response.bytes();
  await response.body?.cancel();
  throw new Error(
    `Cannot read ${location} as the server must answer with the file: ` +
      `it answered ${response.status} ${response.statusText}`,
  );
}

function decode(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SyntaxError(`Cannot read ${source} as it must be UTF-8 text: it is not`, { cause });
  }
}
