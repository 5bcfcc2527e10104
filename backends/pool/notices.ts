/** What the pool tells its user. @module */
import { messageOf } from "../../spot/core/options/message_of.ts";
import { shorten } from "../../spot/core/options/options.ts";

/** No more rows are evaluated, because workers were given up before. */
export function describeSpent(cause: Error): Error {
  const why = "the workers were given up before: make a new parallel objective";
  return new Error(`Cannot evaluate more rows as ${why} (${cause.message})`, { cause });
}

/** A problem that no worker can be given. */
export function describeUncloneable(cause: unknown): string {
  const why = messageOf(cause);
  return `Cannot send the problem to a worker as its data and controls must be cloneable: ${why}`;
}

/** A worker died. */
export function describeLoss(worker: number, reason: string, rows: number): string {
  const again = rows === 0
    ? "no row was under way"
    : rows === 1
    ? "its row is evaluated again"
    : `its ${rows} rows are evaluated again`;
  return `Worker ${worker} was lost (${shorten(reason, 1000)}): ${again}`;
}

const slowly = "the objective's module, or one that it imports, waits at its top level";

/** A worker has not started yet. */
export function describeSlowStart(worker: number, ms: number): string {
  return `Worker ${worker} has not started for ${ms / 1000} s: perhaps ${slowly}`;
}

/** A worker did not start in time. */
export function describeLateStart(moduleUrl: string, ms: number): string {
  return `Cannot start a worker as 'startTimeoutMs' is ${ms}: ${
    shorten(moduleUrl)
  } was not imported ` +
    `in that time, perhaps ${slowly}`;
}

/** A worker could not be started for now. */
export function describeShortage(worker: number, message: string): string {
  return `Worker ${worker} cannot be started for now and is tried again: ${shorten(message, 1000)}`;
}
