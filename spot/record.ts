/** The record of a run: plain data, from which every table, figure and report is made. @module */
import type { Failure } from "../backends/objective/evaluation.ts";
import type { Variable } from "../backends/objective/variable.ts";

/** Where a design point came from. */
export type Origin = "given" | "design" | "infill" | "replicate" | "random" | "told";

/** One evaluated row. */
export interface RowRecord {
  /** The row's number in submission order, from 0. */
  readonly row: number;
  /** One value per free variable, in search units. */
  readonly x: readonly number[];
  /** The objective's values as returned; empty if there are none. */
  readonly responses: readonly number[];
  /** The one value that is minimised, after weights and mo2so; NaN if the row failed. */
  readonly y: number;
  readonly failure?: Failure;
  readonly origin: Origin;
  /** How often the identical x occurred before. */
  readonly replicate: number;
  /** The worker's number, from 0; -1 if the row was not computed in this run. */
  readonly worker: number;
  /** How often the row was started. */
  readonly attempt: number;
  /** Start and end in milliseconds since the run began. */
  readonly startMs: number;
  readonly endMs: number;
  /** Time in the objective, in milliseconds. */
  readonly costMs: number;
}

/** A stretch of time in which rows were under way. */
export interface BatchRecord {
  /** Submission and completion in milliseconds since the run began. */
  readonly startMs: number;
  readonly endMs: number;
  readonly firstRow: number;
  readonly rows: number;
}

/** A whole run. */
export interface RunRecord {
  readonly formatVersion: 1;
  /** The objective's name. */
  readonly objective: string;
  /** The backend's name and its number of workers. */
  readonly method: string;
  readonly numCores: number;
  readonly seed: number;
  readonly funEvals: number;
  readonly initSize: number;
  /** All variables, fixed ones too. */
  readonly variables: readonly Variable[];
  /** In submission order. */
  readonly rows: readonly RowRecord[];
  readonly batches: readonly BatchRecord[];
  /** Length of the run in milliseconds. */
  readonly durationMs: number;
  /** `finished`, or why the run ended before its budget was spent. */
  readonly ended: "finished" | "maxTime" | "aborted" | "exhausted" | "failed" | "unfinished";
  /** What the run had to say, each once: fallbacks, penalties, notices. */
  readonly notices: readonly string[];
}
