/** Commands: options in, exit code out. @module */
import { messageOf } from "../core/options/message_of.ts";
import config from "../../deno.json" with { type: "json" };
import { Interruption, onInterruption } from "./interruption.ts";
import {
  type CommandOptions,
  commonOptions,
  describeOptions,
  operandsOf,
  type OptionValues,
  parseOptions,
  UsageError,
} from "./options.ts";
import { printError } from "../core/options/notify.ts";
import { bold, red } from "./style.ts";

/** What a command may use beside its options. */
export interface CommandContext {
  /** Aborted by Ctrl-C or SIGTERM, with an {@linkcode Interruption} as its reason. */
  readonly signal: AbortSignal;
  /** Sets what an interrupted command says: what is saved and how to go on. */
  readonly setFarewell: (farewell: () => string) => void;
}

/** A command. */
export interface Command<Table extends CommandOptions> {
  /** How it is called, for example `spot tune`. */
  readonly usage: string;
  /** What follows the options. @default {its operands} */
  readonly operands?: string;
  /** What it does, as in "Cannot run the experiment". */
  readonly action: string;
  readonly summary: string;
  /** Command lines that the help shows. */
  readonly examples?: readonly string[];
  /** What the help has at the end. */
  readonly notes?: string;
  readonly options: Table;
  /** Does the work; returns the exit code. */
  readonly run: (options: OptionValues<Table>, context: CommandContext) => Promise<number>;
}

/** A command as the command line lists it. */
export interface ListedCommand {
  /** What its help says, one for each form that it has. */
  readonly texts: readonly CommandText[];
  /** Runs it, as one of the command line's commands, and ends the process. */
  readonly call: (args: readonly string[], commands: Commands) => Promise<never>;
}

/** Commands by name: what each does, in a line, and how to load what it needs. */
export type Commands = Readonly<
  Record<
    string,
    {
      readonly does: string;
      readonly load: () => Promise<{ readonly listed: ListedCommand }>;
    }
  >
>;

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
    else printError(red(messageOf(error)));
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

/** What the help has to say of a command, without its options' values. */
export type CommandText = Pick<
  Command<CommandOptions>,
  "usage" | "operands" | "action" | "summary" | "examples" | "notes" | "options"
>;

/** The help of a command. */
export function helpOf(command: CommandText, options: CommandOptions = command.options): string {
  const { usage, summary, examples = [], notes } = command;
  const { operands = operandsOf(options).map((name) => ` <${name}>`).join("") } = command;
  const parts = [
    summary,
    `${bold("Usage:")} ${usage} [options]${operands}`,
    `${bold("Options:")}\n${describeOptions(options)}`,
  ];
  if (examples.length > 0) {
    parts.push(`${bold("Examples:")}\n${examples.map((line) => `  ${line}`).join("\n")}`);
  }
  return [...parts, ...(notes === undefined ? [] : [notes])].join("\n\n");
}

function exitCodeOf(error: unknown): number {
  if (error instanceof Interruption) return error.exitCode;
  return error instanceof UsageError ? 2 : 1;
}
