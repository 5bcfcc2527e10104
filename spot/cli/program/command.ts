/** `tune` with a program of the user's. @module */
import type { Command } from "../command.ts";
import { programOptionTable, resolveProgramOptions } from "./options.ts";
import { tuneProgram } from "./tune_program.ts";

/** The command that tunes a program. */
export function tuneProgramCommand(
  program: readonly string[],
): Command<typeof programOptionTable> {
  return {
    usage: "spot tune",
    operands: " --space <file> -- <program> [arguments]",
    action: "tune",
    summary:
      "Tunes a program: {name} among its arguments stands for the value of a variable, and what it\n" +
      'prints last is the result, as a number or as {"value": 0.3}.',
    examples: [
      "spot tune --space space.json --evals 60 -- python train.py --lr {rate} --depth {depth}",
      "spot tune --space space.json --log run.journal --timeout 600 -- ./simulate {x} {y}",
      "spot tune --space space.json --objectives error,speed:maximize -- ./run --size {size}",
      "spot tune --space space.json --fidelity epochs:1:27:3 -- python train.py {rate} {epochs}",
    ],
    options: programOptionTable,
    run: (values, context) => tuneProgram(resolveProgramOptions(values, program), context),
  };
}
