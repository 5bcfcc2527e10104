/** Evaluates rows of a command as backends do. */
import { commandObjective } from "../../spot/command/command_objective.ts";
import type { CommandObjectiveOptions } from "../../spot/command/command_options.ts";
import { evaluateRow } from "../../spot/core/objective/evaluate_row.ts";
import type { RowOutcome } from "../../spot/core/objective/evaluation.ts";
import { defineSpace, factor, float, int } from "../../spot/core/space/define_space.ts";

export const space = defineSpace({
  rate: float(1e-4, 1, { scale: "log" }),
  depth: int(1, 8),
  kernel: factor(["linear", "r b f", "$(x) 'y' \"z\""]),
});

/** A script for sh; what it gets as $1, $2, $3 are rate, depth and kernel. */
export const shell = (
  script: string,
) => ["sh", "-c", script.replace(/[{}]/g, "$&$&"), "sh", "{rate}", "{depth}", "{kernel}"];

type Options = Partial<Omit<CommandObjectiveOptions, "space">>;

/** Evaluates one row of a script. */
export function evaluateScript(
  script: string,
  { x = [0.5, 3, 1], row = 7, replicate = 0, signal = new AbortController().signal, ...options }:
    & Options
    & {
      readonly x?: readonly number[];
      readonly row?: number;
      readonly replicate?: number;
      readonly signal?: AbortSignal;
    } = {},
): Promise<RowOutcome> {
  const fun = commandObjective({ command: shell(script), space, ...options });
  const problem = { seed: 125, variables: space.variables, controls: {} };
  return evaluateRow(fun, { row, x, replicate }, { problem, signal });
}
