/** Stands in for `@std/cli` where JSR cannot be reached: its `parseArgs`, over minimist. @module */
// @ts-types="npm:@types/minimist@1.2.5"
// deno-lint-ignore no-import-prefix
import minimist from "npm:minimist@1.2.8";

interface ParseOptions {
  readonly string?: readonly string[];
  readonly boolean?: readonly string[];
  readonly alias?: Readonly<Record<string, string>>;
  readonly default?: Readonly<Record<string, unknown>>;
  readonly collect?: readonly string[];
  /** Called for each option that none of the lists names; `false` leaves it out. */
  readonly unknown?: (argument: string, key?: string, value?: unknown) => unknown;
}

export function parseArgs(
  args: readonly string[],
  options: ParseOptions = {},
): Record<string, unknown> & { _: (string | number)[] } {
  const { unknown, string, boolean, alias, default: defaults } = options;
  return minimist([...args], {
    string: [...(string ?? [])],
    boolean: [...(boolean ?? [])],
    alias: { ...alias },
    default: { ...defaults },
    unknown: unknown &&
      ((argument: string) => {
        const isOption = argument.startsWith("-");
        const key = isOption ? argument.replace(/^-+/, "").replace(/=.*$/s, "") : undefined;
        return unknown(argument, key) !== false;
      }),
  });
}
