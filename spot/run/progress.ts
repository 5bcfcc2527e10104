/** How far a run is. @module */
import type { NamedObjective } from "../control/goal_options.ts";
import { numberText } from "../core/exact/number_text.ts";
import { nonDominatedRows } from "../goal/dominance.ts";
import { minimized } from "../goal/minimized.ts";
import { isFeasible, type RowRecord } from "../record.ts";

/** Told after each result. */
export interface Progress {
  /** The row that just finished. */
  readonly row: RowRecord;
  /** Rows finished so far, failed ones too. */
  readonly done: number;
  /** Rows in all: the budget. */
  readonly total: number;
  /** Rows failed so far. */
  readonly failures: number;
  /** Rows so far that have a response, but do not keep all constraints. */
  readonly infeasible: number;
  /** The smallest y of a row that keeps all constraints; NaN if there is none, or several objectives. */
  readonly best: number;
  /** With several objectives: how many rows are on the front so far. */
  readonly front?: number;
  /** Time since the run began, in milliseconds. */
  readonly elapsedMs: number;
  /** Expected time until the budget is spent, in milliseconds, at the pace so far. */
  readonly etaMs: number;
}

/** Where the progress begins. */
export interface ProgressStart {
  /** The budget. */
  readonly total: number;
  /** On the clock of `performance.now()`. */
  readonly startMs: number;
  /** Rows that were finished before. */
  readonly rows: readonly RowRecord[];
  /** The objectives, if they are named. */
  readonly objectives?: readonly Required<NamedObjective>[];
}

/** Counts results. */
export function createProgress({ total, startMs, rows, objectives = [] }: ProgressStart): (
  row: RowRecord,
) => Progress {
  let done = 0;
  let failures = 0;
  let infeasible = 0;
  let best = NaN;
  let front: number[][] = [];
  const hasFront = objectives.length > 1;
  const count = (row: RowRecord) => {
    done++;
    if (row.failure) failures++;
    if (!isFeasible(row)) {
      if (Number.isFinite(row.y)) infeasible++;
      return;
    }
    if (!hasFront) {
      if (!(row.y >= best)) best = row.y;
      return;
    }
    const known = [...front, minimized(row.responses, objectives)];
    front = nonDominatedRows(known).map((i) => known[i]);
  };
  rows.forEach(count);
  return (row) => {
    count(row);
    const elapsedMs = performance.now() - startMs;
    const etaMs = elapsedMs / (done - rows.length) * Math.max(0, total - done);
    const result = hasFront ? { best, front: front.length } : { best };
    return { row, done, total, failures, infeasible, ...result, elapsedMs, etaMs };
  };
}

/** One line of text that tells the progress. */
export function progressLine(
  { done, total, failures, infeasible, best, front, etaMs }: Progress,
): string {
  const failed = failures > 0 ? `, ${failures} failed` : "";
  const broken = infeasible > 0 ? `, ${infeasible} infeasible` : "";
  const result = front === undefined
    ? Number.isNaN(best) && infeasible > 0 ? "none feasible yet" : `best ${numberText(best)}`
    : `front of ${front}`;
  return `${done}/${total}${failed}${broken}, ${result}, about ${(etaMs / 1000).toFixed(1)} s left`;
}
