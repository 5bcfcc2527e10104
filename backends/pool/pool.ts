/** The pool as a backend: rows in, results out as they finish. @module */
import type { Backend } from "../backend.ts";
import type {
  EvaluateOptions,
  EvaluationResult,
  EvaluationTask,
} from "../../spot/core/objective/evaluation.ts";
import type { CostFunction } from "../../spot/core/objective/objective.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";
import { toConfiguration } from "../../spot/core/space/variable.ts";
import { systemClock } from "./channel.ts";
import { Job } from "./job.ts";
import { ResultQueue } from "./result_queue.ts";
import { Scheduler, type SchedulerOptions } from "./scheduler.ts";

/** Options of {@linkcode createPool}. */
export interface PoolOptions extends Omit<SchedulerOptions, "clock"> {
  readonly name: string;
  /** Expected cost of a row. */
  readonly cost?: CostFunction;
}

/** Makes a backend of workers that `options.open` starts. */
export function createPool({ name, cost, ...options }: PoolOptions): Backend {
  const scheduler = new Scheduler({ ...options, clock: systemClock });
  const { numCores } = options;
  return {
    name,
    numCores,
    open: (problem, rows = numCores) => scheduler.open(problem, Math.min(rows, numCores)),
    evaluate: (tasks, { problem, signal }) => run(scheduler, tasks, { problem, signal }, cost),
    [Symbol.asyncDispose]: () => scheduler.close(),
  };
}

function run(
  scheduler: Scheduler,
  tasks: readonly EvaluationTask[],
  { problem, signal }: EvaluateOptions,
  cost: CostFunction | undefined,
): AsyncIterable<EvaluationResult> {
  const queue = new ResultQueue<EvaluationResult>(() => scheduler.cancel(job, undefined));
  const onAbort = () => scheduler.cancel(job, signal?.reason);
  const sink = {
    result: (result: EvaluationResult) => queue.push(result),
    end: (end: { readonly error?: unknown }) => {
      signal?.removeEventListener("abort", onAbort);
      queue.end(end);
    },
  };
  const order = cost && longestFirst(tasks, problem, cost);
  const job = new Job(tasks, problem, sink, order);
  if (signal?.aborted) job.end({ error: signal.reason });
  else {
    signal?.addEventListener("abort", onAbort);
    scheduler.submit(job);
  }
  return queue;
}

/** The order that leaves the least idle time at the end: longest expected rows first. */
function longestFirst(
  tasks: readonly EvaluationTask[],
  problem: Problem,
  cost: CostFunction,
): Uint32Array {
  const expected = Float64Array.from(tasks, ({ x }) => {
    const value = cost([...x], { configuration: toConfiguration(problem.variables, x), problem });
    if (Number.isFinite(value)) return value;
    // A promise is no number, and its rejection must not end the process.
    Promise.resolve(value).catch(() => {});
    throw new RangeError(
      `Cannot order rows as 'cost' must return a finite number: current value is ${value}`,
    );
  });
  return Uint32Array.from(tasks.keys()).sort((a, b) => expected[b] - expected[a] || a - b);
}
