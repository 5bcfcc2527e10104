/** What happens to rows that failed: an error that names the row and loses nothing. @module */
import { shorten } from "../options/options.ts";
import type { EvaluationResult, EvaluationTask, Failure, FailureKind } from "./evaluation.ts";

/** A row could not be evaluated. All other rows are done: their results are in `results`. */
export class EvaluationError extends Error {
  /** The class's name, which survives minification. */
  override readonly name = "EvaluationError";
  /** The row's number. */
  readonly row: number;
  /** The row's x, in search units. */
  readonly x: readonly number[];
  /** The worker that evaluated it last. */
  readonly worker: number;
  /** How often it was started. */
  readonly attempt: number;
  /** Why it has no usable value. */
  readonly failure: Failure;
  /** Every finished result, failed ones too: of the batch, or where `Spot` throws it of the run. */
  readonly results: readonly EvaluationResult[];

  /**
   * Names the row in its message.
   *
   * @param task The row.
   * @param result Its result.
   * @param results Every finished result.
   */
  constructor(
    task: EvaluationTask,
    result: Pick<EvaluationResult, "row" | "worker" | "attempt"> & { readonly failure: Failure },
    results: readonly EvaluationResult[],
  ) {
    const { row, worker, attempt, failure } = result;
    const x = `[${shorten(task.x.join(", "))}]`;
    const where = worker < 0 ? "as the log has it" : `worker ${worker}`;
    super(
      `Cannot evaluate row ${row} at x = ${x} (${where}, attempt ${attempt}): ${failure.message}`,
      { cause: toCause(failure) },
    );
    this.row = row;
    this.x = task.x;
    this.worker = worker;
    this.attempt = attempt;
    this.failure = failure;
    this.results = results;
  }
}

function toCause({ message, stack }: Failure): Error {
  const cause = new Error(message);
  if (stack !== undefined) cause.stack = stack;
  return cause;
}

/** Thrown by an objective that knows how its row failed: its message is the failure's. */
export class RowFailure extends Error {
  /** The class's name, which survives minification. */
  override readonly name = "RowFailure";

  /**
   * @param kind What happened.
   * @param message What was wrong, in words.
   * @param details What else is kept with the row, in the place of a stack.
   */
  constructor(readonly kind: FailureKind, message: string, details?: string) {
    super(message);
    if (details !== undefined) this.stack = details;
  }
}
