/** Options of commands: a table from which they are parsed, checked and described. @module */
import { parseArgs } from "@std/cli";
import { suggestion } from "../options/options.ts";
import { UsageError } from "./usage_error.ts";
import type { ValueKind } from "./value_kinds.ts";

/** An option with a value, `--name value`. */
export interface ValueOption<T> {
  readonly kind: ValueKind<T>;
  /** What stands for the value in the help. */
  readonly placeholder: string;
  readonly help: string;
}

/** An option without a value, `--name`. */
export interface FlagOption {
  readonly help: string;
}

/** A command's options by their names in camelCase, which are `--kebab-case` for the user. */
export type OptionTable = Readonly<Record<string, ValueOption<unknown> | FlagOption>>;

/** Parsed options: undefined where the user gave none, false for flags. */
export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends ValueOption<infer T> ? T | undefined
    : boolean;
};

/** Options that every command has. */
export const commonOptions = {
  help: { help: "print this help" },
  version: { help: "print the version" },
} as const satisfies OptionTable;

const toFlag = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * Parses a command line. A leading `--`, which task runners may leave, is dropped.
 *
 * @param action What cannot be done if an option is wrong, for example "run the experiment".
 * @throws {UsageError} If an option is unknown or its value breaks its rule.
 */
export function parseOptions<Table extends OptionTable>(
  action: string,
  table: Table,
  args: readonly string[],
): OptionValues<Table> {
  const names = Object.keys(table);
  const isFlag = (name: string) => !("kind" in table[name]);
  const parsed: Readonly<Record<string, unknown>> = parseArgs(
    args[0] === "--" ? args.slice(1) : [...args],
    {
      string: names.filter((name) => !isFlag(name)).map(toFlag),
      boolean: names.filter(isFlag).map(toFlag),
      unknown: (argument: string) => refuse(action, argument, names),
    },
  );
  const values = names.map((name) => {
    const given = parsed[toFlag(name)];
    return [name, isFlag(name) ? given === true : readValue(action, table, name, given)];
  });
  return Object.fromEntries(values);
}

function refuse(action: string, argument: string, names: readonly string[]): never {
  const [option] = argument.split("=");
  if (!option.startsWith("-")) {
    throw new UsageError(`Cannot ${action} as argument '${argument}' is none of its options`);
  }
  const known = names.map((name) => `--${toFlag(name)}`);
  throw new UsageError(
    `Cannot ${action} as option '${option}' is unknown: ${suggestion(option, known)}`,
  );
}

function readValue(action: string, table: OptionTable, name: string, given: unknown): unknown {
  const option = table[name];
  if (given === undefined || !("kind" in option)) return undefined;
  const text = String(Array.isArray(given) ? given.at(-1) : given);
  const value = option.kind.read(text);
  if (value !== undefined) return value;
  throw new UsageError(
    `Cannot ${action} as '--${toFlag(name)}' must be ${option.kind.rule}: current value is ${
      JSON.stringify(text)
    }`,
  );
}

/** Describes the options, one a line. */
export function describeOptions(table: OptionTable): string {
  const lines = Object.entries(table).map(([name, option]) => {
    const value = "kind" in option ? ` <${option.placeholder}>` : "";
    return [`  --${toFlag(name)}${value}`, option.help];
  });
  const width = Math.max(...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `${left.padEnd(width)}  ${right}`).join("\n");
}
