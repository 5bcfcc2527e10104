/** Parallel objectives: one function of a row becomes a function of many rows. @module */
import type { Backend } from "./backend.ts";
import type { BatchObjective, EvaluationResult } from "../spot/core/objective/evaluation.ts";
import { throwFailures } from "../spot/core/objective/evaluation_error.ts";
import {
  isObjective,
  type Objective,
  type ObjectiveFunction,
  objectiveName,
} from "../spot/core/objective/objective.ts";
import type { Space, Typed } from "../spot/core/space/define_space.ts";
import type { Configuration } from "../spot/core/space/variable.ts";
import type { Problem } from "../spot/core/objective/problem.ts";
import { show } from "../spot/core/options/options.ts";
import { checkTasks, complete } from "./complete.ts";
import { IdleNotice } from "./idle_notice.ts";
import { LogPolicy } from "./log/log_policy.ts";
import { checkCloneable } from "../spot/core/objective/row_problem.ts";
import { isRowWorker } from "./protocol/row_worker.ts";
import { ModuleGraph } from "./modules/module_graph.ts";
import { type ParallelOptions, type ResolvedOptions, resolveOptions } from "./parallel_options.ts";

/**
 * Makes an objective of many rows, which a `Spot` evaluates on several cores. Workers start when
 * the run begins and stay until the objective is closed: `await using fun = makeParallel(...)`.
 * Each row is seeded by the master seed and its replicate alone, so that every method, number of
 * cores and chunk size gives the same bits.
 *
 * @param fun An objective made with `defineObjective` (or `new HyperLight().fun`), exported by a
 * module of its own so that workers can import it; method "sequential" takes any function.
 * @param options How rows are evaluated.
 * @returns The objective of many rows.
 * @throws {TypeError} If `fun` cannot be imported, or an option is unknown or not of its type.
 * @throws {RangeError} If an option is out of range, or the method cannot do what it asks for.
 * @throws {Error} If it is called in a worker that evaluates rows, but for method "sequential".
 *
 * @example
 * ```ts
 * import { funControlInit, makeParallel, Spot } from "@spot/spot";
 * import { sphere } from "./sphere.ts";
 *
 * await using fun = makeParallel(sphere, { numCores: 2 });
 * const funControl = funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 20 });
 * await new Spot({ fun, funControl }).run();
 * ```
 */
export function makeParallel<C extends Configuration>(
  fun: ObjectiveFunction<C> & Typed<C>,
  options: ParallelOptions = {},
): BatchObjective<C> {
  const resolved = resolveOptions(options);
  if (resolved.methodName !== "sequential") refuseInRowWorker();
  checkFunction(fun, resolved);
  const modules = new ModuleGraph(fun.moduleUrl, fun.files);
  const numCores = rowsAtATime(resolved.numCores, fun);
  const backend = checkBackend(resolved.factory(fun, { ...resolved, numCores, modules }));
  const name = objectiveName(fun);
  const log = resolved.log === undefined
    ? undefined
    : new LogPolicy(resolved.log, fun, { ...resolved, modules });
  const { onError, onWarning } = resolved;
  const idle = backend.open && new IdleNotice(onWarning);
  const parallel: BatchObjective = new ParallelObjective(name, fun, {
    backend,
    log,
    idle,
    onError,
  });
  return parallel as BatchObjective<C>;
}

/** A row that takes several cores leaves fewer for others; there is always one. */
function rowsAtATime(numCores: number, { coresPerRow = 1 }: Partial<Objective>): number {
  return Math.max(1, Math.floor(numCores / coresPerRow));
}

/** A backend of the user's own may be anything. */
function checkBackend(backend: Backend): Backend {
  const isBackend = typeof backend === "object" && backend !== null &&
    typeof backend.name === "string" && typeof backend.numCores === "number" &&
    typeof backend.evaluate === "function" &&
    typeof backend[Symbol.asyncDispose] === "function";
  if (isBackend) return backend;
  throw new TypeError(
    "Cannot make a parallel objective as 'method' must be a function that returns a backend with " +
      `name, numCores, evaluate and [Symbol.asyncDispose]: it returned ${show(backend)}`,
  );
}

interface Parts {
  readonly backend: Backend;
  readonly log: LogPolicy | undefined;
  /** Of a backend that holds workers. */
  readonly idle: IdleNotice | undefined;
  readonly onError: "throw" | "record";
}

class ParallelObjective implements BatchObjective {
  readonly name: string;
  readonly method: string;
  readonly numCores: number;
  readonly cost?: Objective["cost"];
  readonly check?: Objective["check"];
  readonly space?: Space;
  readonly onError: "throw" | "record";
  readonly #parts: Parts;
  #closed: Promise<void> | undefined;

  constructor(name: string, { cost, check, space }: Objective, parts: Parts) {
    this.name = name;
    this.method = parts.backend.name;
    this.numCores = parts.backend.numCores;
    if (cost) this.cost = cost;
    if (check) this.check = check;
    if (space) this.space = space;
    this.onError = parts.onError;
    this.#parts = parts;
  }

  open(problem: Problem, rows?: number): void {
    const { backend, log, idle } = this.#parts;
    // What is wrong, `evaluate` tells.
    if (this.#closed || !canBeCloned(problem) || log?.tryOpen(problem) === false) return;
    backend.open?.(problem, rows);
    idle?.wait();
  }

  evaluate(
    ...[tasks, options]: Parameters<BatchObjective["evaluate"]>
  ): AsyncIterable<EvaluationResult> {
    this.#refuseClosed();
    checkTasks(tasks, options.problem);
    checkCloneable(options.problem);
    const { log } = this.#parts;
    const evaluated = (left: typeof tasks) =>
      complete(left, () => this.#start(left, options), options.signal);
    const results = log ? log.evaluate(tasks, options.problem, evaluated) : evaluated(tasks);
    return this.onError === "throw" ? throwFailures(tasks, results) : results;
  }

  /** The objective may be closed before the first step of the iteration, and between any two. */
  async *#start(
    ...[tasks, options]: Parameters<BatchObjective["evaluate"]>
  ): AsyncGenerator<EvaluationResult, void, undefined> {
    this.#refuseClosed();
    const { backend, idle } = this.#parts;
    idle?.beginCall();
    try {
      for await (const result of backend.evaluate(tasks, options)) {
        yield result;
        this.#refuseClosed();
      }
    } finally {
      idle?.endCall();
    }
  }

  #refuseClosed(): void {
    if (this.#closed) throw new Error("Cannot evaluate rows as the parallel objective is closed");
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closed ??= this.#close();
  }

  async #close(): Promise<void> {
    const { backend, log, idle } = this.#parts;
    idle?.stop();
    try {
      await backend[Symbol.asyncDispose]();
    } finally {
      log?.close();
    }
  }
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
  { methodName }: ResolvedOptions,
): asserts fun is Objective {
  if (typeof fun !== "function") {
    throw new TypeError(
      "Cannot make a parallel objective as 'fun' must be a function of one row: " +
        `current value is of type ${typeof fun}`,
    );
  }
  if (methodName === "sequential" || methodName === "concurrent" || isImportable(fun)) return;
  throw new TypeError(
    "Cannot make a parallel objective as workers must be able to import 'fun': current value is " +
      `the function '${objectiveName(fun)}', which says no module. Put it into a module of ` +
      "its own:\n" +
      `  import { defineObjective } from "@spot/spot";\n` +
      `  export const fun = defineObjective(import.meta.url, "fun", (x, context) => ...);\n` +
      "and in the script:\n" +
      `  import { fun } from "./fun.ts";`,
  );
}

function isImportable(fun: ObjectiveFunction): boolean {
  return isObjective(fun) && typeof fun.moduleUrl === "string" &&
    typeof fun.exportName === "string";
}

function canBeCloned(problem: Problem): boolean {
  try {
    checkCloneable(problem);
    return true;
  } catch {
    return false;
  }
}
