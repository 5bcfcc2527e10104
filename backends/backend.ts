/** The strategy: how a batch of rows is evaluated. @module */
import type { EvaluateOptions, EvaluationResult, EvaluationTask } from "./objective/evaluation.ts";
import type { Objective } from "./objective/objective.ts";
import type { Problem } from "./objective/problem.ts";

/** Evaluates rows of one objective; made by a {@linkcode BackendFactory}. */
export interface Backend extends AsyncDisposable {
  readonly name: string;
  readonly numCores: number;
  /** Starts what evaluation needs ahead of the first rows. Idempotent; never throws. */
  open?(problem: Problem): void;
  /** Evaluates every task and yields each result as it finishes, in any order. */
  evaluate(
    tasks: readonly EvaluationTask[],
    options: EvaluateOptions,
  ): AsyncIterable<EvaluationResult>;
}

/** Options that `makeParallel` has resolved and hands to the backend. */
export interface BackendOptions {
  readonly numCores: number;
  /** Rows per message; undefined: chosen by measured cost. */
  readonly chunkSize?: number;
  /** Time limit of one row in milliseconds. */
  readonly rowTimeoutMs?: number;
  /** V8 heap limit of one subprocess in MiB. */
  readonly maxHeapMb?: number;
  /** Start workers with permissions narrowed to reading. */
  readonly workerPermissions: boolean;
}

/** Makes a backend. */
export type BackendFactory = (objective: Objective, options: BackendOptions) => Backend;
