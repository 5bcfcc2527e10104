/** What `Spot.run` can be given. @module */
import { abortSignal, anything, callback, type OptionTable } from "../core/options/options.ts";
import type { Progress } from "./progress.ts";

/** Options of `Spot.run`. */
export interface RunOptions {
  /** Points to evaluate first, before and in addition to the initial design, in search units. */
  readonly xStart?: readonly (readonly number[])[];
  /** Ends the run: `run()` rejects with the signal's reason; what is finished stays. */
  readonly signal?: AbortSignal;
  /**
   * Told after each result. What it throws, or its promise rejects with, is shown and ends nothing:
   * `signal` ends a run.
   */
  readonly onResult?: (progress: Progress) => unknown;
}

/** Their kinds. */
export const runTable = {
  xStart: { kind: anything() },
  signal: { kind: abortSignal },
  onResult: { kind: callback() },
} satisfies OptionTable<RunOptions>;
