/** The methods of this thread: `sequential`, the reference, and `concurrent`, for rows that wait. @module */
import { availableCores } from "./available_cores.ts";
import type { Method } from "./method.ts";
import { createInThread } from "../spot/core/objective/in_thread.ts";
import { resolveMethodOptions } from "./method_options.ts";

/** Neither method of this thread has options. */
export type NoOptions = Readonly<Record<string, never>>;

/**
 * Rows one after the other in this thread, the reference that every other method equals. Takes any
 * function, and has no use for `numCores`.
 *
 * @throws {TypeError | RangeError} If an option is given.
 */
export function sequential(options: NoOptions = {}): Method {
  resolveMethodOptions("sequential", {}, options);
  return {
    name: "sequential",
    importsObjective: false,
    autoCores: () => 1,
    createBackend: (objective) => createInThread(objective, { name: "sequential", numCores: 1 }),
  };
}

/**
 * Rows that wait, for a server or a program, `numCores` at a time in this thread. Takes any function.
 * With `numCores` "auto", as many as this process has cores: right for programs that compute; a server
 * may take more. A row that was given up and does not heed its signal runs on beside those after it.
 *
 * @throws {TypeError | RangeError} If an option is given.
 *
 * @example
 * ```ts
 * import { concurrent, makeParallel } from "@spot/spot";
 *
 * const ask = async ([x]: readonly number[]) => {
 *   await new Promise((resolve) => setTimeout(resolve, 10)); // a server's answer
 *   return x * x;
 * };
 * await using fun = makeParallel(ask, { method: concurrent(), numCores: 8 });
 * console.log(fun.numCores);
 * ```
 */
export function concurrent(options: NoOptions = {}): Method {
  resolveMethodOptions("concurrent", {}, options);
  return {
    name: "concurrent",
    importsObjective: false,
    autoCores: availableCores,
    createBackend: (objective, { numCores }) =>
      createInThread(objective, { name: "concurrent", numCores }),
  };
}
