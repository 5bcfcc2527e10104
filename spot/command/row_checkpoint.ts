/** Where a program finds the checkpoint that its row goes on from, and leaves its own. @module */
import { join } from "node:path";
import type { ObjectiveContext } from "../core/objective/objective.ts";
import { packCheckpoint, unpackCheckpoint } from "./packed_checkpoint.ts";

/** The places of a row's checkpoints; undefined where there are none. */
export interface RowCheckpoint {
  /** What the predecessor left, a file or a folder. */
  readonly from: string | undefined;
  /** Where the program may leave a file or a folder. */
  readonly out: string | undefined;
}

/** Puts the checkpoint of a row's predecessor into the row's folder. Only rows with budgets have any. */
export async function placeCheckpoint(
  { budget, checkpoint }: Pick<ObjectiveContext, "budget" | "checkpoint">,
  scratch: string,
): Promise<RowCheckpoint> {
  if (budget === undefined) return { from: undefined, out: undefined };
  const from = checkpoint && join(scratch, "checkpoint");
  if (checkpoint && from) await unpackCheckpoint(checkpoint, from);
  return { from, out: join(scratch, "checkpoint_out") };
}

/**
 * Keeps what the program has left, if it has.
 *
 * @throws {UnfitCheckpoint} If it is too large, or neither file nor folder.
 */
export async function keepCheckpoint(
  { out }: RowCheckpoint,
  save: ObjectiveContext["saveCheckpoint"],
): Promise<void> {
  const bytes = out === undefined ? undefined : await packCheckpoint(out);
  if (bytes) save(bytes);
}
