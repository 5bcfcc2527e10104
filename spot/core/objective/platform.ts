/**
 * What the engine uses of the platform, as it was when this module was loaded: an objective's module,
 * loaded later, may put fake timers or a simulated clock in the place of the globals.
 *
 * @module
 */
import { setImmediate as immediate } from "node:timers";

export const { setTimeout, clearTimeout, structuredClone, AbortController, Promise } = globalThis;

/** Calls back in the next turn of the event loop. */
export const setImmediate: (callback: () => void) => void = immediate;

/** Milliseconds on the clock of `performance.now()`. */
export const now: () => number = performance.now.bind(performance);

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

/** Waits for work, but not longer than some milliseconds; what becomes of it then is not told. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((resolve) => timer = setTimeout(resolve, ms));
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
