/** The vocabulary of evaluation: tasks go in, results come out. @module */
import type { Space, Typed } from "../space/define_space.ts";
import type { Configuration } from "../space/variable.ts";
import type { Problem } from "./problem.ts";
import type { CheckFunction, CostFunction } from "./objective.ts";

/** What a row reported: one value per step, such as the validation loss after each epoch. */
export interface Curve {
  /** Rising. */
  readonly steps: readonly number[];
  /** One per step, finite, in the response's unit. */
  readonly values: readonly number[];
}

/**
 * When a row is hopeless: at a step, if the best of its values so far is worse than the limit of the
 * last step of these up to it.
 */
export interface CurveLimits extends Curve {
  /** So many reports in a row beyond the limits are forgiven. */
  readonly patience: number;
}

/**
 * One row to evaluate: an open record. What carries it (protocol, log) does not know its fields beyond
 * `row`, `x` and `replicate`; they are plain data, and a row with others is another row.
 */
export interface EvaluationTask {
  /** The row's number within the run, unique and ascending in submission order. */
  readonly row: number;
  /** One value per free variable, in search units. */
  readonly x: readonly number[];
  /** How often the identical x occurred before in the run. */
  readonly replicate: number;
  /** When it is hopeless, from the curves of the rows that were known when it was planned. */
  readonly limits?: CurveLimits;
  /** How far it is to go, in the unit of the run's `fidelity`. */
  readonly budget?: number;
  /** The row of the same point with a smaller budget that it goes on from. */
  readonly predecessor?: number;
  /** What that row saved. */
  readonly checkpoint?: Uint8Array;
}

/**
 * Why a row has no usable value: `value` (not a finite number), `exception` (the objective threw),
 * `crash` (its worker died, also when retried alone), `timeout` (over the row's time limit).
 */
export type FailureKind = "value" | "exception" | "crash" | "timeout";

/** How a row failed. */
export interface Failure {
  /** What happened. */
  readonly kind: FailureKind;
  /** What was wrong, in words. */
  readonly message: string;
  /** The objective's stack, if it threw an Error. */
  readonly stack?: string;
}

/**
 * What the objective made of a row: an open record. What carries it (protocol, log, record) does not
 * know its fields; they are plain data.
 */
export interface Outcome {
  /** One value per objective; empty if there are none. Kept as returned, even if not finite. */
  readonly responses: readonly number[];
  /** One value per constraint, satisfied where it is at most 0, if the objective returned any. */
  readonly constraints?: readonly number[];
  /** Set if the row failed. */
  readonly failure?: Failure;
  /** What it reported on its way, if it did. */
  readonly curve?: Curve;
  /** Set if it was given up as hopeless: at which step. It has no responses then. */
  readonly pruned?: { readonly step: number };
  /** What it saved for a row of a larger budget. */
  readonly checkpoint?: Uint8Array;
}

/** The outcome of one row, wherever it ran. */
export interface RowOutcome extends Outcome {
  /** The row's number within the run. */
  readonly row: number;
  /** Time spent in the objective, in milliseconds. */
  readonly costMs: number;
}

/** An outcome with where and when it was computed. */
export interface EvaluationResult extends RowOutcome {
  /** The worker's number, from 0; -1 if the result was read from a log. */
  readonly worker: number;
  /** How often the row was started, 1 unless a worker died. */
  readonly attempt: number;
  /** Start on the clock of the parent's `performance.now()`, in milliseconds. */
  readonly startMs: number;
  /** End on the same clock. */
  readonly endMs: number;
}

/** Options of {@linkcode BatchObjective.evaluate}. */
export interface EvaluateOptions {
  /** What every row needs; the same object for all calls of a run. */
  readonly problem: Problem;
  /** Ends the evaluation: the iteration rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A machine that evaluates rows, and the numbers that its workers have in results. */
export interface PresentMachine {
  /** What people call it. */
  readonly label: string;
  /** The number of its first worker; those of the others follow. */
  readonly firstWorker: number;
  /** How many rows it evaluates at the same time. */
  readonly cores: number;
  /** Since when, on the clock of `performance.now()`: another may have had these numbers before. */
  readonly sinceMs: number;
}

/** An objective that takes many rows at once: what `makeParallel` returns and `Spot` accepts. */
export interface BatchObjective<C extends Configuration = Configuration>
  extends AsyncDisposable, Typed<C> {
  /** The export's name. */
  readonly name: string;
  /** How rows are evaluated: the name of the backend. */
  readonly method: string;
  /** Number of rows that run at the same time. */
  readonly numCores: number;
  /** Who evaluates rows at the moment, for people, if that changes while they run. */
  readonly workers?: string;
  /** The machines that are there at the moment, where workers are on others. */
  readonly machines?: readonly PresentMachine[];
  /** Expected cost of a row, if the objective tells it. */
  readonly cost?: CostFunction;
  /** The space that the objective is defined on, if it names one. */
  readonly space?: Space<C>;
  /** Refuses a problem, if the objective can tell before its rows; for callers to ask. */
  readonly check?: CheckFunction;
  /** What a row that throws does: end the evaluation, or be recorded as failed. */
  readonly onError?: "throw" | "record";
  /**
   * Opens what evaluation needs ahead of the first rows; optional, idempotent, never throws.
   * @param rows How many rows there will be at least, so that no worker starts in vain.
   */
  open(problem: Problem, rows?: number): void;
  /**
   * Evaluates rows, in any order; each comes back as it finishes. Rows start with the iteration, and
   * are given up with it. Calls may overlap.
   */
  evaluate(
    tasks: readonly EvaluationTask[],
    options: EvaluateOptions,
  ): AsyncIterable<EvaluationResult>;
}

/** Tells a batch objective from a function of one row. */
export function isBatchObjective(fun: unknown): fun is BatchObjective {
  return typeof fun === "object" && fun !== null && "evaluate" in fun && "open" in fun;
}
