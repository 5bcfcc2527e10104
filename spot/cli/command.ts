/** Commands: options in, exit code out. @module */
import config from "../../deno.json" with { type: "json" };
import { Interruption, onInterruption } from "./interruption.ts";
import {
  type CommandOptions,
  commonOptions,
  describeOptions,
  type OptionValues,
  parseOptions,
  UsageError,
} from "./options.ts";
import { printError } from "../core/options/notify.ts";

/** What a command may use beside its options. */
export interface CommandContext {
  /** Aborted by Ctrl-C or SIGTERM, with an {@linkcode Interruption} as its reason. */
  readonly signal: AbortSignal;
  /** Sets what an interrupted command says: what is saved and how to go on. */
  readonly setFarewell: (farewell: () => string) => void;
}

/** A command. */
export interface Command<Table extends CommandOptions> {
  /** How it is called, for example `deno task tune`. */
  readonly usage: string;
  /** What follows the options. @default {nothing} */
  readonly operands?: string;
  /** What it does, as in "Cannot run the experiment". */
  readonly action: string;
  readonly summary: string;
  /** What the help has after the options. */
  readonly notes?: string;
  readonly options: Table;
  /** Does the work; returns the exit code. */
  readonly run: (options: OptionValues<Table>, context: CommandContext) => Promise<number>;
}

/** Runs a command and ends the process: 0 done, 1 failed, 2 called wrongly, 130 or 143 interrupted. */
export async function main<Table extends CommandOptions>(
  command: Command<Table>,
  args: readonly string[] = Deno.args,
): Promise<never> {
  let farewell = () => "nothing is saved: run it again";
  const setFarewell = (text: () => string) => void (farewell = text);
  try {
    Deno.exit(await call(command, args, setFarewell));
  } catch (error) {
    if (error instanceof Interruption) printError(`Interrupted: ${farewell()}`);
    else printError(error instanceof Error ? error.message : String(error));
    Deno.exit(exitCodeOf(error));
  }
}

async function call<Table extends CommandOptions>(
  command: Command<Table>,
  args: readonly string[],
  setFarewell: CommandContext["setFarewell"],
): Promise<number> {
  const options = { ...command.options, ...commonOptions };
  const values = parseOptions(command.action, options, args);
  if (values.help) return print(helpOf(command, options));
  if (values.version) return print(config.version);
  const given = parseOptions(command.action, command.options, args);
  return await command.run(given, { signal: onInterruption(), setFarewell });
}

function print(text: string): number {
  console.log(text);
  return 0;
}

function helpOf(
  { usage, operands = "", summary, notes }: Pick<
    Command<CommandOptions>,
    "usage" | "operands" | "summary" | "notes"
  >,
  options: CommandOptions,
): string {
  const parts = [
    summary,
    `Usage: ${usage} [options]${operands}`,
    `Options:\n${describeOptions(options)}`,
  ];
  return [...parts, ...(notes === undefined ? [] : [notes])].join("\n\n");
}

function exitCodeOf(error: unknown): number {
  if (error instanceof Interruption) return error.exitCode;
  return error instanceof UsageError ? 2 : 1;
}
