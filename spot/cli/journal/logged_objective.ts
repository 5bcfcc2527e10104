/** The objective of a log's run, made again. @module */
import { loadObjective } from "../../../backends/protocol/load_objective.ts";
import { commandObjective } from "../../command/command_objective.ts";
import type { CommandObjectiveOptions } from "../../command/command_options.ts";
import type { ObjectiveFunction } from "../../core/objective/objective.ts";
import type { Space } from "../../core/space/define_space.ts";
import { loadSpace } from "../program/load_space.ts";
import { UsageError } from "../options.ts";
import type { LoggedRun } from "./run_of_log.ts";

/**
 * Makes the objective of a run: a command from its options, any other by its module.
 *
 * @param space The file of a command's space, where that has a constraint.
 * @throws {UsageError} If it is a function of no module, or a command's space has a constraint.
 */
export async function loggedObjective(
  { objective, funControl: { variables } }: LoggedRun,
  space: string | undefined,
): Promise<ObjectiveFunction> {
  const { name, moduleUrl, exportName, definition } = objective;
  if (definition) return commandOf(definition, { file: space, own: { variables } as Space });
  if (space !== undefined) {
    throw new UsageError("Cannot resume as '--space' goes with the run of a program alone");
  }
  if (moduleUrl !== undefined && exportName !== undefined) {
    return await loadObjective({ moduleUrl, exportName });
  }
  throw new UsageError(
    `Cannot resume as the objective '${name}' is a function of no module: run its script again`,
  );
}

async function commandOf(
  { hasConstraint, ...options }: Readonly<Record<string, unknown>>,
  { file, own }: { readonly file: string | undefined; readonly own: Space },
): Promise<ObjectiveFunction> {
  if (hasConstraint && file === undefined) {
    throw new UsageError(
      "Cannot resume as the space has a constraint, which no log can keep: name its file by '--space'",
    );
  }
  const space = file === undefined ? own : await loadSpace(file);
  return commandObjective({ ...options, space } as CommandObjectiveOptions);
}
