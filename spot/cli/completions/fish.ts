/** Completions for fish. @module */
import { fishWord } from "../../report/encoding/shell.ts";
import type { DescribedCommand, DescribedOption } from "./described_command.ts";

/** A script that defines them. */
export function fishCompletions(commands: readonly DescribedCommand[]): string {
  return [
    "# Completions of spot for fish, made by: spot completions fish",
    ...commands.map(({ name, does }) =>
      `complete -c spot -f -n __fish_use_subcommand -a ${name} -d ${fishWord(does)}`
    ),
    ...commands.flatMap(linesOf),
  ].join("\n");
}

function linesOf({ name, options, operand }: DescribedCommand): string[] {
  const begin = `complete -c spot -n '__fish_seen_subcommand_from ${name}'`;
  const lines = options.map((option) => `${begin} ${optionOf(option)}`);
  if (typeof operand === "object") lines.push(`${begin} -f -a ${fishWord(operand.join(" "))}`);
  return lines;
}

function optionOf({ flag, help, value }: DescribedOption): string {
  const own = `-l ${flag} -d ${fishWord(help)}`;
  if (value === undefined) return own;
  if (value === "file") return `${own} -r -F`;
  return value === "any" ? `${own} -x` : `${own} -x -a ${fishWord(value.join(" "))}`;
}
