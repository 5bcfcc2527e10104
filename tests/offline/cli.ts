/** Stands in for `@std/cli` where JSR cannot be reached: its `parseArgs`, over minimist. @module */
// @ts-types="npm:@types/minimist@1.2.5"
// deno-lint-ignore no-import-prefix
import minimist from "npm:minimist@1.2.8";

interface ParseOptions {
  string?: readonly string[];
  boolean?: readonly string[];
}

/** The original's type knows each option where their names are literals: here they come from tables. */
interface Arguments {
  [name: string]: unknown;
  _: (string | number)[];
}

export function parseArgs(
  args: readonly string[],
  { string = [], boolean = [] }: ParseOptions = {},
): Arguments {
  return minimist([...args], { string: [...string], boolean: [...boolean] });
}
