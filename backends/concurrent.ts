/** Stand-in until the method of that name is there. @module */
import type { BackendFactory } from "./backend.ts";
import { evaluateRow } from "../spot/core/objective/evaluate_row.ts";

/** Evaluates rows at the same time in one thread: for objectives that wait for a server. */
export const concurrent: BackendFactory = (objective, { numCores }) => ({
  name: "concurrent",
  numCores,
  async *evaluate(tasks, { problem, signal = new AbortController().signal }) {
    signal.throwIfAborted();
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    aborted.catch(() => {});
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort);
    const waiting = [...tasks];
    const running = new Map<number, ReturnType<typeof start>>();
    async function start(worker: number, task: typeof tasks[number]) {
      const startMs = performance.now();
      const outcome = await evaluateRow(objective, task, { problem, signal });
      return { ...outcome, worker, attempt: 1, startMs, endMs: performance.now() };
    }
    try {
      while (waiting.length + running.size > 0) {
        for (let worker = 0; worker < numCores && waiting.length > 0; worker++) {
          if (!running.has(worker)) running.set(worker, start(worker, waiting.shift()!));
        }
        const result = await Promise.race([aborted, ...running.values()]);
        running.delete(result.worker);
        yield result;
      }
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  },
  async [Symbol.asyncDispose]() {},
});
