/** How the run of a log is published. @module */
import type { PublishOptions } from "../program/publish.ts";
import type { LoggedRun } from "./run_of_log.ts";

/** What a log says of how to sum up its run. */
export function publishedRun(
  { objective: { name, definition }, funControl }: LoggedRun,
): Pick<PublishOptions, "title" | "program" | "folder" | "maximize" | "fidelity" | "objectives"> {
  const { objectives, weights, fidelity } = funControl;
  const isMaximised = objectives?.length === 1 && objectives[0].direction === "maximize";
  return {
    title: `Tuning ${name}`,
    program: definition?.command as readonly string[] | undefined,
    folder: definition?.folder as string | undefined,
    maximize: weights === -1 || isMaximised,
    objectives,
    // The name by which placeholders call it.
    fidelity: fidelity && { ...fidelity, name: definition?.budget as string | undefined },
  };
}
