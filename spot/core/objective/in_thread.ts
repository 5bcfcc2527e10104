/** Evaluation in the calling thread: the reference that every other way of evaluating must equal. @module */
import { type Backend, closedError } from "./backend.ts";
import {
  AbortController,
  now,
  Promise,
  setImmediate,
  within,
  yieldToEventLoop,
} from "./platform.ts";
import { evaluateRow } from "./evaluate_row.ts";
import type { EvaluateOptions, EvaluationResult, EvaluationTask } from "./evaluation.ts";
import type { ObjectiveFunction } from "./objective.ts";
import { ResultQueue } from "./result_queue.ts";
import { problemForRow } from "./row_problem.ts";

/** Options of {@linkcode createInThread}. */
export interface InThreadOptions {
  /** The method's name. */
  readonly name: string;
  /** Rows that run at the same time, over all calls: more than one helps rows that wait. */
  readonly numCores: number;
}

/**
 * Makes a backend of the calling thread, for any function.
 *
 * A row starts after the result before it was taken, so that whoever takes them can end the evaluation
 * between any two. An abort is also seen while rows await, and ends the iteration with its reason, after
 * the results that are there. So does the close of the backend, which waits a moment for rows that heed
 * their signal: they may have programs to end and files to take away.
 */
export function createInThread(
  fun: ObjectiveFunction,
  { name, numCores }: InThreadOptions,
): Backend {
  const lanes = new Lanes(numCores);
  return {
    name,
    numCores,
    evaluate: (tasks, options) => evaluateIn(lanes, fun, tasks, options),
    [Symbol.asyncDispose]: () => lanes.close(closedError()),
  };
}

/** Evaluates rows one after the other in the calling thread, in the order given. */
export function evaluateInOrder(
  fun: ObjectiveFunction,
  tasks: readonly EvaluationTask[],
  options: EvaluateOptions,
): AsyncGenerator<EvaluationResult, void, undefined> {
  return evaluateIn(new Lanes(1), fun, tasks, options);
}

async function* evaluateIn(
  lanes: Lanes,
  fun: ObjectiveFunction,
  tasks: readonly EvaluationTask[],
  { problem, signal: outer }: EvaluateOptions,
): AsyncGenerator<EvaluationResult, void, undefined> {
  outer?.throwIfAborted();
  problemForRow(problem);
  const controller = new AbortController();
  const { signal } = controller;
  const results = new ResultQueue<EvaluationResult>();
  const stop = (error: unknown) => {
    controller.abort(error);
    results.end({ error });
  };
  const lease = lanes.lease(stop);
  let [started, left] = [0, tasks.length];
  const evaluate = async (lane: number) => {
    const startMs = now();
    const outcome = await evaluateRow(fun, tasks[started++], { problem, signal });
    results.push({ ...outcome, worker: lane, attempt: 1, startMs, endMs: now() });
    lease.release(lane);
  };
  const onAbort = () => stop(outer?.reason);
  outer?.addEventListener("abort", onAbort);
  try {
    for (let i = 0; i < Math.min(lanes.width, tasks.length); i++) lease.request(evaluate);
    for (; left > 0; left--) {
      yield (await results.take())!;
      await yieldToEventLoop();
      if (left > lanes.width && !signal.aborted) lease.request(evaluate);
    }
    signal.throwIfAborted();
  } finally {
    // Whoever takes no more results has given up the rows that are under way.
    if (left > 0) controller.abort(outer?.reason);
    lease.end();
    outer?.removeEventListener("abort", onAbort);
  }
}

type TakeLane = (lane: number) => Promise<void>;

/** Time for rows to end once they are aborted. */
const LEAVE_MS = 2000;

/** Places for rows that run at the same time, shared by calls that overlap: first come, first served. */
class Lanes {
  readonly width: number;
  readonly #free: number[];
  readonly #waiting: ((lane: number) => void)[] = [];
  readonly #rows = new Set<Promise<void>>();
  readonly #stops = new Set<(error: unknown) => void>();

  constructor(width: number) {
    this.width = width;
    this.#free = Array.from({ length: width }, (_, lane) => width - 1 - lane);
  }

  /** Ends the calls that are under way, and waits a moment for their rows. */
  async close(error: unknown): Promise<void> {
    for (const stop of this.#stops) stop(error);
    if (this.#rows.size > 0) await within(LEAVE_MS, Promise.all(this.#rows));
  }

  /**
   * The lanes of one call; `end` gives back those that it holds and forgets those that it waits for.
   *
   * @param stop Ends the call.
   */
  lease(stop: (error: unknown) => void) {
    this.#stops.add(stop);
    const held = new Set<number>();
    const requests = new Set<(lane: number) => void>();
    const release = (lane: number) => {
      if (held.delete(lane)) this.#release(lane);
    };
    return {
      request: (take: TakeLane) => {
        const request = (lane: number) => {
          requests.delete(request);
          held.add(lane);
          const row = take(lane).finally(() => this.#rows.delete(row));
          this.#rows.add(row);
        };
        requests.add(request);
        const lane = this.#free.pop();
        if (lane === undefined) this.#waiting.push(request);
        else request(lane);
      },
      release,
      end: () => {
        this.#stops.delete(stop);
        for (const request of requests) this.#waiting.splice(this.#waiting.indexOf(request), 1);
        for (const lane of [...held]) release(lane);
      },
    };
  }

  /** Another call's row starts in the next turn: this one's result is to be seen before. */
  #release(lane: number): void {
    if (this.#waiting.length === 0) this.#free.push(lane);
    else setImmediate(() => this.#handOver(lane));
  }

  #handOver(lane: number): void {
    const next = this.#waiting.shift();
    if (next) next(lane);
    else this.#free.push(lane);
  }
}
