/** `tune` with a program of the user's. @module */
import type { Command } from "../command.ts";
import { describeOptions } from "../options.ts";
import { programOptionTable, resolveProgramOptions } from "./options.ts";
import { tuneProgram } from "./tune_program.ts";

const usage = "deno task tune";
const operands = " --space <file> -- <program> [arguments]";
const summary =
  "Tunes a program: {name} among its arguments stands for the value of a variable, and what it\n" +
  'prints last is the result, as a number or as {"value": 0.3}.';

/** The command that tunes a program. */
export function tuneProgramCommand(
  program: readonly string[],
): Command<typeof programOptionTable> {
  return {
    usage,
    operands,
    action: "tune",
    summary,
    options: programOptionTable,
    run: (values, context) => tuneProgram(resolveProgramOptions(values, program), context),
  };
}

/** The help of the command within that of another. */
export const programHelp = `${summary}\n\nUsage: ${usage} [options]${operands}\n\nOptions:\n${
  describeOptions(programOptionTable)
}`;
