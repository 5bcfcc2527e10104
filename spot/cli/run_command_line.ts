/** From the words of a command line to the command that they name. @module */
import config from "../../deno.json" with { type: "json" };
import { printError } from "../core/options/notify.ts";
import { clip, suggestion } from "../core/options/options.ts";
import { commands } from "./commands.ts";
import { bold, red } from "./style.ts";

/** How every command ends. */
export const exitCodes: Readonly<Record<number, string>> = {
  0: "done",
  1: "failed",
  2: "called wrongly",
  130: "interrupted by Ctrl-C",
  143: "interrupted by SIGTERM",
};

/** Runs the command that the first word names, and ends the process. A `--` before it is dropped. */
export async function runCommandLine(args: readonly string[]): Promise<never> {
  const [name = "--help", ...rest] = args[0] === "--" ? args.slice(1) : args;
  if (["--help", "-h", "help"].includes(name)) {
    if (Object.hasOwn(commands, rest[0] ?? "")) await call(rest[0], ["--help"]);
    return end(helpText());
  }
  if (name === "--version") return end(config.version);
  if (Object.hasOwn(commands, name)) return await call(name, rest);
  const hint = suggestion(name, Object.keys(commands));
  printError(red(`Cannot run '${clip(name)}' as it is no command: ${hint}`));
  Deno.exit(2);
}

async function call(name: string, args: readonly string[]): Promise<never> {
  const { listed } = await commands[name].load();
  return await listed.call(args, commands);
}

function end(text: string): never {
  console.log(text);
  Deno.exit(0);
}

function helpText(): string {
  const names = Object.entries(commands).map(([name, { does }]) => [name, does]);
  const codes = Object.entries(exitCodes);
  return [
    "Tunes the hyperparameters of expensive functions.",
    `${bold("Usage:")} spot <command> [options]`,
    `${bold("Commands:")}\n${inColumns(names)}`,
    "`spot <command> --help` lists a command's options and examples.",
    `${bold("Exit codes:")}\n${inColumns(codes)}`,
  ].join("\n\n");
}

function inColumns(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}
