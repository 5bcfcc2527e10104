/** The record of a run: plain data, from which every table, figure and report is made. @module */
import type { NamedObjective } from "./control/goal_options.ts";
import type { Curve, Failure, PresentMachine } from "./core/objective/evaluation.ts";
import type { Typed } from "./core/space/define_space.ts";
import type { Configuration, Variable } from "./core/space/variable.ts";

/** Where a design point came from. */
export type Origin = "given" | "design" | "infill" | "replicate" | "told";

/** One evaluated row. */
export interface RowRecord {
  /** The row's number in submission order, from 0. */
  readonly row: number;
  /** One value per free variable, in search units. */
  readonly x: readonly number[];
  /** The objective's values as returned; empty if there are none. */
  readonly responses: readonly number[];
  /** One value per constraint, satisfied where it is at most 0, if the objective returned any. */
  readonly constraints?: readonly number[];
  /**
   * The one value that is minimised, after weights and mo2so; of several `objectives` the first, to be
   * minimised. NaN if the row failed or was pruned.
   */
  readonly y: number;
  /** Set if the row failed. */
  readonly failure?: Failure;
  /** How far it was to go, in a run with `fidelity`. */
  readonly budget?: number;
  /** The row of the same point with a smaller budget that it went on from. */
  readonly predecessor?: number;
  /** What it reported on its way, if it did. */
  readonly curve?: Curve;
  /** Set if it was given up as hopeless: at which step. */
  readonly pruned?: { readonly step: number };
  /** Where the point came from. */
  readonly origin: Origin;
  /** How often the identical x occurred before. */
  readonly replicate: number;
  /** The worker's number, from 0; -1 if the row was not computed in this run. */
  readonly worker: number;
  /** How often the row was started. */
  readonly attempt: number;
  /** Start in milliseconds since the run began. */
  readonly startMs: number;
  /** End in milliseconds since the run began. */
  readonly endMs: number;
  /** Time in the objective, in milliseconds. */
  readonly costMs: number;
}

/** How a row ended. */
export type RowStatus = "finished" | "pruned" | "failed";

/** How a row ended: by its value, as hopeless, or by a failure. */
export function rowStatus({ failure, pruned }: Pick<RowRecord, "failure" | "pruned">): RowStatus {
  return failure ? "failed" : pruned ? "pruned" : "finished";
}

/** Tells whether a row keeps all its constraints; true if it has none, false if it has no value. */
export function isFeasible({ y, constraints = [] }: RowRecord): boolean {
  return Number.isFinite(y) && constraints.every((value) => value <= 0);
}

/** A stretch of time in which rows were under way. */
export interface BatchRecord {
  /** Submission in milliseconds since the run began. */
  readonly startMs: number;
  /** Completion of its last row in milliseconds since the run began. */
  readonly endMs: number;
  /** Number of its first row. */
  readonly firstRow: number;
  /** How many rows it had. */
  readonly rows: number;
}

/** A whole run. */
export interface RunRecord<C extends Configuration = Configuration> extends Typed<C> {
  /** Version of this form. */
  readonly formatVersion: 1;
  /** The objective's name. */
  readonly objective: string;
  /** The backend's name. */
  readonly method: string;
  /** Number of rows that ran at the same time. */
  readonly numCores: number;
  /** Who evaluates rows at the moment, while the run goes on and where that changes. */
  readonly workers?: string;
  /**
   * The machines that are there while the run goes on, if rows are evaluated on others; `sinceMs` in
   * milliseconds since the run began.
   */
  readonly machines?: readonly PresentMachine[];
  /** Master seed. */
  readonly seed: number;
  /** Evaluation budget. */
  readonly funEvals: number;
  /** Points of the Latin hypercube. */
  readonly initSize: number;
  /**
   * Whether the responses are noisy: points are then judged by the means of their replicates, the best
   * of them also by what a surrogate predicts there.
   */
  readonly noise: boolean;
  /** The objectives, if they are named. */
  readonly objectives?: readonly Required<NamedObjective>[];
  /** The reference point of several objectives, as they are returned, if it was given. */
  readonly referencePoint?: readonly number[];
  /** All variables, fixed ones too. */
  readonly variables: readonly Variable[];
  /** In submission order. */
  readonly rows: readonly RowRecord[];
  /** When rows were under way. */
  readonly batches: readonly BatchRecord[];
  /** Length of the run in milliseconds. */
  readonly durationMs: number;
  /** `finished`, or why the run ended before its budget was spent. */
  readonly ended: "finished" | "maxTime" | "aborted" | "exhausted" | "failed" | "unfinished";
  /** What the run had to say, each once: fallbacks, penalties, notices. */
  readonly notices: readonly string[];
}
