/** Timing the sequential run in an isolate of its own. @module */
import type { RunRecord } from "../../record.ts";
import type { Progress } from "../../run/progress.ts";
import type { SequentialMessage } from "./sequential_worker.ts";
import type { ExperimentSize } from "./setup.ts";

/** What the isolate's run is told. */
export interface SequentialOptions {
  readonly size: ExperimentSize;
  readonly signal: AbortSignal;
  readonly onResult: (progress: Progress) => void;
}

/**
 * Runs the experiment sequentially in a new isolate.
 *
 * @returns The record and the time in milliseconds, without the isolate's start.
 */
export async function runSequential(
  { size, signal, onResult }: SequentialOptions,
): Promise<{ readonly durationMs: number; readonly record: RunRecord }> {
  signal.throwIfAborted();
  const worker = new Worker(new URL("./sequential_worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<
    { readonly durationMs: number; readonly record: RunRecord }
  >();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort);
  worker.onmessage = ({ data }: MessageEvent<SequentialMessage>) => {
    if (data.kind === "progress") onResult(data.progress);
    else if (data.kind === "finished") resolve(data);
    else reject(new Error(data.message));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(`Cannot run the experiment sequentially: ${event.message}`));
  };
  worker.postMessage(size);
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", abort);
    worker.terminate();
  }
}
