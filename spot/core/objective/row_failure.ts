import type { FailureKind } from "./evaluation.ts";

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
