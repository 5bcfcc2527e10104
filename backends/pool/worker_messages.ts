/** What a scheduler has to say about its workers. @module */
import type { Death } from "./channel.ts";

/** A worker that takes longer to start is worth a warning. */
export const SLOW_START_MS = 10_000;

/** Tells later jobs that there are no workers any more. */
export function describeSpent(cause: Error): Error {
  const why = "the workers were given up before: make a new parallel objective";
  return new Error(`Cannot evaluate more rows as ${why} (${cause.message})`, { cause });
}

/** Tells that a worker is gone, and what becomes of its rows. */
export function describeLoss(worker: number, { reason }: Death, rows: number): string {
  const again = rows === 0
    ? "no row was under way"
    : rows === 1
    ? "its row is evaluated again"
    : `its ${rows} rows are evaluated again`;
  return `Worker ${worker} was lost (${reason}): ${again}`;
}

/** Tells that a worker has not started for long. */
export function describeSlowStart(worker: number): string {
  const cause = "the objective's module, or one that it imports, waits at its top level";
  return `Worker ${worker} has not started for ${SLOW_START_MS / 1000} s: perhaps ${cause}`;
}
