/** The pool as a backend: rows in, results out as they finish. @module */
import type { Backend } from "../../spot/core/objective/backend.ts";
import type {
  EvaluateOptions,
  EvaluationResult,
  EvaluationTask,
} from "../../spot/core/objective/evaluation.ts";
import { ResultQueue } from "../../spot/core/objective/result_queue.ts";
import { checkValue, integer } from "../../spot/core/options/options.ts";
import { systemClock } from "./channel.ts";
import { IdleNotice } from "./idle_notice.ts";
import { Job } from "./job.ts";
import type { PoolOptions } from "./pool_options.ts";
import { Scheduler } from "./scheduler.ts";

/**
 * Makes a backend of workers that `options.open` starts.
 *
 * @throws {TypeError | RangeError} If `numCores` or `chunkSize` is no positive integer.
 */
export function createPool({ name, ...options }: PoolOptions): Backend {
  const { numCores, chunkSize = 1 } = options;
  for (const [option, value] of Object.entries({ numCores, chunkSize })) {
    checkValue("create a pool", option, value, integer(1));
  }
  const scheduler = new Scheduler({ ...options, clock: systemClock });
  const idle = new IdleNotice(options.warn);
  return {
    name,
    numCores,
    open(problem, rows = numCores) {
      scheduler.open(problem, Math.min(rows, numCores));
      idle.wait();
    },
    evaluate: (tasks, options) => evaluate({ scheduler, idle }, tasks, options),
    [Symbol.asyncDispose]() {
      idle.stop();
      return scheduler.close();
    },
  };
}

async function* evaluate(
  { scheduler, idle }: { readonly scheduler: Scheduler; readonly idle: IdleNotice },
  tasks: readonly EvaluationTask[],
  { problem, signal }: EvaluateOptions,
): AsyncGenerator<EvaluationResult, void, undefined> {
  signal?.throwIfAborted();
  const results = new ResultQueue<EvaluationResult>();
  const job = new Job(tasks, problem, results);
  const onAbort = () => scheduler.cancel(job, signal?.reason);
  signal?.addEventListener("abort", onAbort);
  idle.beginCall();
  try {
    scheduler.submit(job);
    for (let result; (result = await results.take());) yield result;
  } finally {
    idle.endCall();
    signal?.removeEventListener("abort", onAbort);
    if (!job.ended) scheduler.cancel(job, undefined);
  }
}
