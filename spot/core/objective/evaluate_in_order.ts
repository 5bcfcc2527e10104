/** Sequential evaluation: the reference that every other way of evaluating must equal. @module */
import { breathe } from "./breath.ts";
import { AbortController, now, Promise } from "./platform.ts";
import { evaluateRow } from "./evaluate_row.ts";
import type { EvaluateOptions, EvaluationResult, EvaluationTask } from "./evaluation.ts";
import type { ObjectiveFunction } from "./objective.ts";
import { problemForRow } from "./row_problem.ts";

/**
 * Evaluates rows one after the other in the calling thread, in the order given.
 *
 * @param fun Any function of a design point, importable or not.
 * @param tasks The rows.
 * @param options The problem and an AbortSignal; an abort is seen between rows and while a row
 * awaits, and ends the iteration with the signal's reason.
 * @returns The results, as they finish.
 */
export async function* evaluateInOrder(
  fun: ObjectiveFunction,
  tasks: readonly EvaluationTask[],
  { problem, signal: outer }: EvaluateOptions,
): AsyncGenerator<EvaluationResult, void, undefined> {
  outer?.throwIfAborted();
  problemForRow(problem);
  const controller = new AbortController();
  const { signal } = controller;
  const forward = () => controller.abort(outer?.reason);
  outer?.addEventListener("abort", forward);
  try {
    for (const task of tasks) {
      const startMs = now();
      const outcome = await unlessAborted(evaluateRow(fun, task, { problem, signal }), signal);
      const endMs = now();
      yield { ...outcome, worker: 0, attempt: 1, startMs, endMs };
      await breathe();
      signal.throwIfAborted();
    }
  } finally {
    outer?.removeEventListener("abort", forward);
  }
}

/** Settles as `work` does, or rejects with the signal's reason as soon as it is aborted. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort);
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
