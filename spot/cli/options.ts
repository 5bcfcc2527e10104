/** Options of commands: a table from which they are parsed, checked and described. @module */
import { parseArgs } from "@std/cli";
import { readDecimal } from "../core/options/kinds.ts";
import { clip, Fault, type Kind, show, suggestion } from "../core/options/options.ts";

/** A command that was called wrongly: told in one line, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** An option with a value, `--name value`. */
export interface ValueOption<T> {
  readonly kind: Kind<T>;
  /** What stands for the value in the help. @default {the kind's} */
  readonly placeholder?: string;
  /** What it does; where the default is computed, with that in brackets. */
  readonly help: string;
  /** The value where the option is not given; the help shows it. @default {none: it stays undefined} */
  readonly default?: T;
  /** Whether its value may stand alone: `report run.journal`. @default {false} */
  readonly isOperand?: boolean;
  /** The text that stands for a value that is left out. @default {none: a value must be given} */
  readonly bare?: string;
}

type AnyValueOption = Omit<ValueOption<unknown>, "kind"> & {
  readonly kind: Omit<Kind<unknown>, "~type">;
};

/** An option without a value, `--name`. */
export interface FlagOption {
  readonly help: string;
}

/** A command's options by their names in camelCase, which are `--kebab-case` for the user. */
export type CommandOptions = Readonly<Record<string, AnyValueOption | FlagOption>>;

/** Parsed options: undefined where the user gave none and there is no default, false for flags. */
export type OptionValues<Table extends CommandOptions> = {
  readonly [Name in keyof Table]: Table[Name] extends { readonly kind: Kind<infer T> }
    ? Table[Name] extends { readonly default: unknown } ? T : T | undefined
    : boolean;
};

/** Options that every command has. */
export const commonOptions = {
  help: { help: "print this help; -h does the same" },
  version: { help: "print the version" },
} satisfies CommandOptions;

/** Of commands that have a result. */
export const resultOptions = {
  json: { help: "print the result as one JSON object, and nothing else on stdout" },
} satisfies CommandOptions;

/** An option's name as it is typed, without the dashes. */
export const toFlag = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * Parses a command line. A leading `--`, which task runners may leave, is dropped; `-h` is `--help`.
 *
 * @param action What cannot be done if an option is wrong, for example "run the experiment".
 * @throws {UsageError} If an option is unknown, or its value is missing or breaks its rule.
 */
export function parseOptions<Table extends CommandOptions>(
  action: string,
  table: Table,
  args: readonly string[],
): OptionValues<Table> {
  const names = Object.keys(table);
  const isFlag = (name: string) => !("kind" in table[name]);
  const parsed: Readonly<Record<string, unknown>> = parseArgs(canonical(action, table, args), {
    string: names.filter((name) => !isFlag(name)).map(toFlag),
    boolean: names.filter(isFlag).map(toFlag),
  });
  const values = names.map((name) => {
    const given = parsed[toFlag(name)];
    return [name, isFlag(name) ? given === true : readValue(action, table[name], name, given)];
  });
  return Object.fromEntries(values);
}

const NEGATIVE_NUMBER = /^-[.\d]/;

/** Checks the arguments' form and joins values to their options, so that no parser need guess. */
function canonical(action: string, table: CommandOptions, args: readonly string[]): string[] {
  const options = new Map(Object.entries(table).map(([name, option]) => [toFlag(name), option]));
  const rest = args[0] === "--" ? args.slice(1) : [...args];
  const joined: string[] = [];
  const operands = [...operandsOf(table)];
  while (rest.length > 0) {
    const [argument, ...after] = rest;
    if (isValue(argument) && operands.length > 0) {
      joined.push(`--${operands.shift()}=${argument}`);
      rest.shift();
      continue;
    }
    const [, name, value] =
      /^--([^=]+)(?:=(.*))?$/s.exec(argument === "-h" ? "--help" : argument) ??
        [];
    const option = name === undefined ? undefined : options.get(name);
    if (option === undefined) throw unknownArgument(action, argument, [...options.keys()]);
    const isSeparate = "kind" in option && value === undefined && isValue(after[0]) &&
      (operands.length === 0 || !isLeftOut(option as AnyValueOption, after[0]));
    joined.push(argumentOf(action, { name, option, value: isSeparate ? after[0] : value }));
    rest.splice(0, isSeparate ? 2 : 1);
  }
  return joined;
}

/** Names of the options whose values may stand alone. */
export function operandsOf(table: CommandOptions): string[] {
  return Object.entries(table)
    .filter(([, option]) => "kind" in option && option.isOperand)
    .map(([name]) => toFlag(name));
}

function isValue(argument: string | undefined): boolean {
  return argument !== undefined && (!argument.startsWith("-") || NEGATIVE_NUMBER.test(argument));
}

function argumentOf(
  action: string,
  { name, option, value }: {
    readonly name: string;
    readonly option: AnyValueOption | FlagOption;
    readonly value: string | undefined;
  },
): string {
  if ("kind" in option) {
    const given = value ?? option.bare;
    if (given) return `--${name}=${given}`;
    throw new UsageError(
      `Cannot ${action} as '--${name}' must be ${ruleOf(option)}: its value is missing`,
    );
  }
  if (value === undefined) return `--${name}`;
  throw new UsageError(
    `Cannot ${action} as '--${name}' takes no value: current value is ${showText(value)}`,
  );
}

function unknownArgument(action: string, argument: string, names: readonly string[]): UsageError {
  const [option] = argument.split("=");
  if (!option.startsWith("-")) {
    return new UsageError(
      `Cannot ${action} as argument '${clip(argument)}' is none of its options`,
    );
  }
  const known = names.map((name) => `--${name}`);
  return new UsageError(
    `Cannot ${action} as option '${clip(option)}' is unknown: ${suggestion(option, known)}`,
  );
}

function readValue(
  action: string,
  option: AnyValueOption | FlagOption,
  name: string,
  given: unknown,
): unknown {
  if (!("kind" in option)) return undefined;
  if (given === undefined) return option.default;
  const text = String(Array.isArray(given) ? given.at(-1) : given);
  const value = readText(option, text);
  if (!(value instanceof Fault)) return value;
  throw new UsageError(
    `Cannot ${action} as '--${toFlag(name)}' must be ${ruleOf(option)}: current value is ${
      showText(text)
    }`,
  );
}

/** Whether a value may be left out, and what follows is none: it is an operand then. */
function isLeftOut(option: AnyValueOption, text: string): boolean {
  return option.bare !== undefined && readText(option, text) instanceof Fault;
}

function readText({ kind: { check, parse = (text) => text } }: AnyValueOption, text: string) {
  return check(parse(text));
}

function ruleOf({ kind: { rule, textRule = rule } }: AnyValueOption): string {
  return textRule;
}

/** A number as it was typed, anything else in quotes. */
function showText(text: string): string {
  return readDecimal(text) === undefined || text.length > 40 ? show(text) : text;
}

/** Describes the options, one a line. */
export function describeOptions(table: CommandOptions): string {
  const lines = Object.entries(table).map(([name, option]) => {
    if (!("kind" in option)) return [`  --${toFlag(name)}`, option.help];
    const { kind, placeholder = kind.placeholder ?? "value", help, default: standard } = option;
    const shown = standard === undefined ? help : `${help} [${standard}]`;
    if (option.isOperand) return [`  <${placeholder}>`, shown];
    const [open, close] = option.bare === undefined ? "<>" : "[]";
    return [`  --${toFlag(name)} ${open}${placeholder}${close}`, shown];
  });
  const width = Math.max(...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `${left.padEnd(width)}  ${right}`).join("\n");
}
