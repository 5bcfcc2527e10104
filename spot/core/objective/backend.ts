/** The strategy: how a batch of rows is evaluated. @module */
import type {
  EvaluateOptions,
  EvaluationResult,
  EvaluationTask,
  PresentMachine,
} from "./evaluation.ts";
import type { Problem } from "./problem.ts";

/** Evaluates rows of one objective. */
export interface Backend extends AsyncDisposable {
  /** The method's name, as records show it. */
  readonly name: string;
  /** Number of rows that run at the same time; it may change while the backend runs. */
  readonly numCores: number;
  /** Who evaluates rows at the moment, for people: `2 machines with 16 cores, 12 rows under way`. */
  readonly workers?: string;
  /** The machines that are there at the moment, where workers are on others. */
  readonly machines?: readonly PresentMachine[];
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

/** The backend could not evaluate all rows. What it has finished is in `results`. */
export class BackendError extends Error {
  /** The class's name, which survives minification. */
  override readonly name = "BackendError";
  /** Every finished result of the batch. */
  readonly results: readonly EvaluationResult[];

  /** Keeps what was finished, and the cause. */
  constructor(message: string, results: readonly EvaluationResult[], options?: ErrorOptions) {
    super(message, options);
    this.results = results;
  }
}

/** Why a closed objective evaluates nothing. */
export function closedError(): Error {
  return new Error("Cannot evaluate rows as the parallel objective is closed");
}
