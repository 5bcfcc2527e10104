/** Parallel objectives: one function of a row becomes a function of many rows. @module */
import type { BatchObjective } from "../spot/core/objective/evaluation.ts";
import { createBatchObjective } from "../spot/core/objective/batch_objective.ts";
import {
  isObjective,
  type Objective,
  type ObjectiveFunction,
  objectiveName,
} from "../spot/core/objective/objective.ts";
import type { Typed } from "../spot/core/space/define_space.ts";
import type { Configuration } from "../spot/core/space/variable.ts";
import { show } from "../spot/core/options/options.ts";
import { LogStore } from "./log/log_store.ts";
import type { Backend, Method } from "./method.ts";
import { isRowWorker } from "./protocol/row_worker.ts";
import { ModuleGraph } from "./modules/module_graph.ts";
import { type ParallelOptions, resolveParallelOptions } from "./parallel_options.ts";

/**
 * Makes an objective of many rows, which a `Spot` evaluates on several cores. Workers start when
 * the run begins and stay until the objective is closed: `await using fun = makeParallel(...)`.
 * Each row is seeded by the master seed and its replicate alone, so that every method, number of
 * cores and chunk size gives the same bits.
 *
 * @param fun An objective made with `defineObjective` (or `new HyperLight().fun`), exported by a
 * module of its own so that workers can import it; methods of this thread take any function.
 * @param options How rows are evaluated.
 * @returns The objective of many rows.
 * @throws {TypeError} If `fun` cannot be imported, or an option is unknown or not of its type.
 * @throws {RangeError} If an option is out of range, or another method's.
 * @throws {Error} If it is called in a worker that evaluates rows, but for methods of this thread.
 *
 * @example
 * ```ts
 * import { analyticalFunctions, funControlInit, makeParallel, Spot, subprocess } from "@spot/spot";
 *
 * const { objective, lower, upper } = analyticalFunctions.branin;
 * await using fun = makeParallel(objective, {
 *   numCores: 2,
 *   method: subprocess({ rowTimeoutMs: 60_000 }),
 * });
 * const funControl = funControlInit({ lower, upper, funEvals: 20 });
 * await new Spot({ fun, funControl }).run();
 * ```
 */
export function makeParallel<C extends Configuration>(
  fun: ObjectiveFunction<C> & Typed<C>,
  options: ParallelOptions = {},
): BatchObjective<C> {
  const { method, log, ...resolved } = resolveParallelOptions(options);
  if (method.importsObjective) refuseInRowWorker();
  checkFunction(fun, method);
  const modules = new ModuleGraph(fun.moduleUrl, fun.files);
  const numCores = rowsAtATime(resolved.numCores, fun);
  const backend = checkBackend(method.createBackend(fun, { ...resolved, numCores, modules }));
  const { onError } = resolved;
  const { name, options: given } = method;
  const told = { name, options: given, numCores: options.numCores ?? "auto", onError };
  const store = log === undefined
    ? undefined
    : new LogStore(log, fun, { ...resolved, modules, backend: told });
  return createBatchObjective(fun, { backend, store, onError }) as BatchObjective<C>;
}

/** A row that takes several cores leaves fewer for others; there is always one. */
function rowsAtATime(numCores: number, { coresPerRow = 1 }: Partial<Objective>): number {
  return Math.max(1, Math.floor(numCores / coresPerRow));
}

/** A method of the user's own may make anything. */
function checkBackend(backend: Backend): Backend {
  const isBackend = typeof backend === "object" && backend !== null &&
    typeof backend.name === "string" && typeof backend.numCores === "number" &&
    typeof backend.evaluate === "function" &&
    typeof backend[Symbol.asyncDispose] === "function";
  if (isBackend) return backend;
  throw new TypeError(
    "Cannot make a parallel objective as the method's createBackend must return a backend with " +
      `name, numCores, evaluate and [Symbol.asyncDispose]: it returned ${show(backend)}`,
  );
}

/** A worker that made workers of the module that it imports would never stop. */
function refuseInRowWorker(): void {
  if (!isRowWorker()) return;
  throw new Error(
    "Cannot make a parallel objective as this is a worker already, which imported the module " +
      "that calls makeParallel: move the objective to a module of its own, or call makeParallel " +
      "under `if (import.meta.main)`",
  );
}

function checkFunction(
  fun: ObjectiveFunction | Objective,
  { importsObjective, name }: Method,
): asserts fun is Objective {
  if (typeof fun !== "function") {
    throw new TypeError(
      "Cannot make a parallel objective as 'fun' must be a function of one row: " +
        `current value is of type ${typeof fun}`,
    );
  }
  if (!importsObjective || isImportable(fun)) return;
  throw new TypeError(
    `Cannot make a parallel objective as workers of method "${name}" must be able to import 'fun': ` +
      `current value is the function '${objectiveName(fun)}', of no module. Put it into a module ` +
      "of its own:\n" +
      `  import { defineObjective } from "@spot/spot";\n` +
      `  export const fun = defineObjective(import.meta.url, "fun", (x, context) => ...);\n` +
      "and in the script:\n" +
      `  import { fun } from "./fun.ts";\n` +
      `or let it run in this thread, by method "concurrent" (rows that wait) or "sequential"`,
  );
}

function isImportable(fun: ObjectiveFunction): boolean {
  return isObjective(fun) && typeof fun.moduleUrl === "string" &&
    typeof fun.exportName === "string";
}
