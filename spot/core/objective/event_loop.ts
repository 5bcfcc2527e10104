/** Turns of the event loop for a thread that has much to do. @module */
import { now, Promise, setImmediate } from "./platform.ts";

/** Longest time that rows hold up timers, signals and messages of the same thread. */
const LONGEST_HOLD_MS = 10;
/**
 * When this thread last let others in: of the thread and not of a call, since a run in steps of one row
 * makes many calls, and what it does between them holds others up, too.
 */
let last = 0;

/** Lets others in if they have waited for long. */
export async function yieldToEventLoop(): Promise<void> {
  if (now() - last <= LONGEST_HOLD_MS) return;
  await new Promise<void>((resolve) => setImmediate(resolve));
  last = now();
}
