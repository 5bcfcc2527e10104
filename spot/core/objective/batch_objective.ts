/** An objective of many rows: every row asked for comes back once, whatever the backend does. @module */
import { messageOf } from "../options/message_of.ts";
import { type Backend, BackendError, closedError } from "./backend.ts";
import { yieldToEventLoop } from "./platform.ts";
import { checkResult, checkTasks } from "./check_rows.ts";
import type {
  BatchObjective,
  EvaluateOptions,
  EvaluationResult,
  EvaluationTask,
  Failure,
  PresentMachine,
} from "./evaluation.ts";
import { EvaluationError } from "./evaluation_error.ts";
import {
  type CostFunction,
  type Objective,
  type ObjectiveFunction,
  objectiveName,
} from "./objective.ts";
import type { Problem } from "./problem.ts";
import { checkCloneable } from "./row_problem.ts";
import { toConfiguration } from "../space/configuration.ts";

/** Rows that were finished before, and are kept as they finish. */
export interface RowStore {
  /** Opens it for a run; if it cannot be, says so, and `find` tells why. */
  tryOpen(problem: Problem): boolean;
  /** The results of those rows that are finished. */
  find(tasks: readonly EvaluationTask[], problem: Problem): EvaluationResult[];
  /** Keeps a finished row. @returns The result, without a checkpoint that `complete` gives back. */
  keep(task: EvaluationTask, result: EvaluationResult): EvaluationResult;
  /** Gives a task the checkpoint of its predecessor that is kept, if it has none. */
  complete(task: EvaluationTask): EvaluationTask;
  close(): void;
}

/** Options of {@linkcode createBatchObjective}. */
export interface BatchObjectiveOptions {
  readonly backend: Backend;
  readonly store?: RowStore;
  readonly onError: "throw" | "record";
}

/** Makes an objective of many rows from one of a single row and a backend. */
export function createBatchObjective(
  fun: ObjectiveFunction & Partial<Objective>,
  options: BatchObjectiveOptions,
): BatchObjective {
  return new BackedObjective(fun, options);
}

class BackedObjective implements BatchObjective {
  readonly name: string;
  readonly method: string;
  readonly cost: Objective["cost"];
  readonly check: Objective["check"];
  readonly space: Objective["space"];
  readonly onError: "throw" | "record";
  readonly #backend: Backend;
  readonly #store: RowStore | undefined;
  #closed: Promise<void> | undefined;

  constructor(
    fun: ObjectiveFunction & Partial<Objective>,
    { backend, store, onError }: BatchObjectiveOptions,
  ) {
    [this.name, this.method, this.onError] = [objectiveName(fun), backend.name, onError];
    [this.cost, this.check, this.space] = [fun.cost, fun.check, fun.space];
    [this.#backend, this.#store] = [backend, store];
  }

  get numCores(): number {
    return this.#backend.numCores;
  }

  get workers(): string | undefined {
    return this.#backend.workers;
  }

  get machines(): readonly PresentMachine[] | undefined {
    return this.#backend.machines;
  }

  open(problem: Problem, rows?: number): void {
    // What is wrong, `evaluate` tells.
    if (this.#closed || !canBeCloned(problem) || this.#store?.tryOpen(problem) === false) return;
    this.#backend.open?.(problem, rows);
  }

  evaluate(
    tasks: readonly EvaluationTask[],
    options: EvaluateOptions,
  ): AsyncIterable<EvaluationResult> {
    this.#refuseClosed();
    checkTasks(tasks, options.problem);
    checkCloneable(options.problem);
    return this.#evaluate(tasks, options);
  }

  /** The objective may be closed before the first step of the iteration, and between any two. */
  async *#evaluate(
    tasks: readonly EvaluationTask[],
    { problem, signal }: EvaluateOptions,
  ): AsyncGenerator<EvaluationResult, void, undefined> {
    const store = this.#store;
    const batch = new Batch(tasks, this.onError);
    for (const result of store?.find(tasks, problem) ?? []) if (batch.take(result)) yield result;
    if (batch.finished.length > 0) await yieldToEventLoop();
    try {
      this.#refuseClosed();
      const missing = longestFirst([...batch.missing.values()], problem, this.cost);
      const left = store ? missing.map((task) => store.complete(task)) : missing;
      for await (const result of this.#backend.evaluate(left, { problem, signal })) {
        checkResult(result);
        const task = batch.missing.get(result.row);
        // Late and repeated results are left out.
        if (!task) continue;
        const isKept = store && !this.#closed && batch.keeps(result);
        const taken = isKept ? store.keep(task, result) : result;
        if (batch.take(taken)) yield taken;
        this.#refuseClosed();
      }
    } catch (error) {
      if (signal?.aborted && error === signal.reason) throw error;
      const message = messageOf(error);
      throw new BackendError(message, batch.finished, { cause: error });
    }
    batch.end();
  }

  #refuseClosed(): void {
    if (this.#closed) throw closedError();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closed ??= this.#close();
  }

  async #close(): Promise<void> {
    try {
      await this.#backend[Symbol.asyncDispose]();
    } finally {
      this.#store?.close();
    }
  }
}

/**
 * The rows of one call. Where a row that could not be evaluated is an error, it is in that error alone:
 * nobody must go on from it. A row whose value is not usable is a failed result, never an error.
 */
class Batch {
  readonly missing: Map<number, EvaluationTask>;
  readonly finished: EvaluationResult[] = [];
  readonly #tasks: readonly EvaluationTask[];
  readonly #onError: "throw" | "record";

  constructor(tasks: readonly EvaluationTask[], onError: "throw" | "record") {
    [this.#tasks, this.#onError] = [tasks, onError];
    this.missing = new Map(tasks.map((task) => [task.row, task]));
  }

  /** Tells whether a result is one to go on from, and to be kept. */
  keeps(result: EvaluationResult): boolean {
    return this.#onError === "record" || !hasFailed(result);
  }

  /** Takes in a result. @returns Whether it is to be passed on. */
  take(result: EvaluationResult): boolean {
    this.missing.delete(result.row);
    this.finished.push(result);
    return this.keeps(result);
  }

  /**
   * @throws {BackendError} If rows are missing: fewer rows than asked for are never a success.
   * @throws {EvaluationError} For the lowest row that threw, crashed its workers or ran too long.
   */
  end(): void {
    if (this.missing.size > 0) {
      const [first] = this.missing.keys();
      throw new BackendError(
        `Cannot evaluate all rows as the backend left out ${this.missing.size} of ` +
          `${this.#tasks.length}: the first is row ${first}`,
        this.finished,
      );
    }
    if (this.#onError === "record") return;
    const failed = this.finished.filter(hasFailed).sort((a, b) => a.row - b.row)[0];
    if (!failed) return;
    const task = this.#tasks.find(({ row }) => row === failed.row)!;
    throw new EvaluationError(task, failed, this.finished);
  }
}

function canBeCloned(problem: Problem): boolean {
  try {
    checkCloneable(problem);
    return true;
  } catch {
    return false;
  }
}

/** Whether a row threw, crashed or ran too long; one whose value is not usable has ended well. */
function hasFailed<T extends Pick<EvaluationResult, "failure">>(
  result: T,
): result is T & { readonly failure: Failure } {
  return result.failure !== undefined && result.failure.kind !== "value";
}

/**
 * The order that leaves the least idle time at the end: longest expected rows first.
 *
 * @param cost Expected cost of a row; without it the order stays.
 * @throws {RangeError} If a cost is no finite number.
 */
function longestFirst(
  tasks: readonly EvaluationTask[],
  problem: Problem,
  cost: CostFunction | undefined,
): readonly EvaluationTask[] {
  if (!cost) return tasks;
  const expected = Float64Array.from(tasks, ({ x, budget }) => {
    const configuration = toConfiguration(problem.variables, x);
    const value = cost([...x], { configuration, problem, budget });
    if (Number.isFinite(value)) return value;
    // The rejection of a promise must not end the process.
    Promise.resolve(value).catch(() => {});
    throw new RangeError(
      `Cannot order rows as 'cost' must return a finite number: current value is ${value}`,
    );
  });
  return [...tasks.keys()].sort((a, b) => expected[b] - expected[a] || a - b).map((i) => tasks[i]);
}
