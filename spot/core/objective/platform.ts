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
