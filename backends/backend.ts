/** The strategy: how a batch of rows is evaluated. @module */
import type {
  EvaluateOptions,
  EvaluationResult,
  EvaluationTask,
} from "../spot/core/objective/evaluation.ts";
import type { Objective } from "../spot/core/objective/objective.ts";
import type { Problem } from "../spot/core/objective/problem.ts";

/** Evaluates rows of one objective; made by a {@linkcode BackendFactory}. */
export interface Backend extends AsyncDisposable {
  /** The method's name, as records show it. */
  readonly name: string;
  /** Number of rows that run at the same time. */
  readonly numCores: number;
  /**
   * Starts what evaluation needs ahead of the first rows. Idempotent; never throws.
   * @param rows How many rows there will be at least, so that no worker starts in vain.
   */
  open?(problem: Problem, rows?: number): void;
  /** Evaluates every task and yields each result as it finishes, in any order. */
  evaluate(
    tasks: readonly EvaluationTask[],
    options: EvaluateOptions,
  ): AsyncIterable<EvaluationResult>;
}

/** Options that `makeParallel` has resolved and hands to the backend. */
export interface BackendOptions {
  /** Number of rows that run at the same time. */
  readonly numCores: number;
  /** Rows per message; undefined: chosen by measured cost. */
  readonly chunkSize?: number;
  /** Time limit of one row in milliseconds. */
  readonly rowTimeoutMs?: number;
  /** Time limit of a worker's start in milliseconds. */
  readonly startTimeoutMs?: number;
  /** V8 heap limit of one subprocess in MiB. */
  readonly maxHeapMb?: number;
  /** Start workers with permissions narrowed to reading. */
  readonly workerPermissions: boolean;
  /** Permissions of subprocesses beyond reading what they import: `net=example.org`, `env`. */
  readonly allow: readonly string[];
  /** Workers started in place of lost ones, at most. */
  readonly maxRestarts: number;
  /** The objective's files: no worker is started once one of them has changed. */
  readonly modules?: { findChanged(): string | undefined };
  /** Takes what a user should know and what is no error: a lost worker, a replaced one. */
  readonly onWarning: (message: string) => void;
}

/** Makes a backend. */
export type BackendFactory = (objective: Objective, options: BackendOptions) => Backend;
