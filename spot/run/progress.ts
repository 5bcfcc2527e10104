/** How far a run is. @module */
import type { NamedObjective } from "../control/goal_options.ts";
import type { BatchObjective } from "../core/objective/evaluation.ts";
import { numberText } from "../core/exact/number_text.ts";
import { minimized, nonDominatedRows } from "../goal/dominance.ts";
import { isFeasible, type RowRecord, rowStatus } from "../record.ts";

/** Told after each result. */
export interface Progress {
  /** The row that just finished. */
  readonly row: RowRecord;
  /** Rows finished so far, failed and pruned ones too. */
  readonly done: number;
  /** Rows in all: the budget. */
  readonly total: number;
  /** Rows failed so far. */
  readonly failures: number;
  /** Rows given up as hopeless so far. */
  readonly pruned: number;
  /** Rows so far that have a response, but do not keep all constraints. */
  readonly infeasible: number;
  /**
   * The smallest y of a row that keeps all constraints, of the largest budget so far, also under noise,
   * where it is too small; NaN if there is none, or several objectives.
   */
  readonly best: number;
  /** With several objectives: how many rows are on the front so far. */
  readonly front?: number;
  /** Time since the run began, in milliseconds. */
  readonly elapsedMs: number;
  /** Expected time until the budget is spent, in milliseconds, at the pace so far. */
  readonly etaMs: number;
  /** Who evaluates rows at the moment, where that changes: `2 machines with 16 cores, 12 rows under way`. */
  readonly workers?: string;
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
  /** Who evaluates rows, asked after each. */
  readonly objective?: Pick<BatchObjective, "workers">;
}

/** Counts results. */
export function createProgress(
  { total, startMs, rows, objectives = [], objective }: ProgressStart,
): (
  row: RowRecord,
) => Progress {
  let done = 0;
  const counts = { finished: 0, failed: 0, pruned: 0 };
  let infeasible = 0;
  let best = NaN;
  let largest = 0;
  let front: number[][] = [];
  const hasFront = objectives.length > 1;
  const compare = (row: RowRecord) => {
    if (!isFeasible(row)) {
      if (Number.isFinite(row.y)) infeasible++;
      return;
    }
    const { y, budget = 0 } = row;
    if (budget < largest) return;
    if (budget > largest) [largest, best, front] = [budget, NaN, []];
    if (!hasFront) {
      if (!(y >= best)) best = y;
      return;
    }
    const known = [...front, minimized(row.responses, objectives)];
    front = nonDominatedRows(known).map((i) => known[i]);
  };
  const count = (row: RowRecord) => {
    done++;
    counts[rowStatus(row)]++;
    compare(row);
  };
  rows.forEach(count);
  return (row) => {
    count(row);
    const elapsedMs = performance.now() - startMs;
    const etaMs = elapsedMs / (done - rows.length) * Math.max(0, total - done);
    const { failed: failures, pruned } = counts;
    const result = hasFront ? { best, front: front.length } : { best };
    const times = { elapsedMs, etaMs };
    const { workers } = objective ?? {};
    const who = workers === undefined ? {} : { workers };
    return { row, done, total, failures, pruned, infeasible, ...result, ...times, ...who };
  };
}

/** One line of text that tells the progress. */
export function progressLine(
  { done, total, failures, pruned, infeasible, best, front, etaMs, workers }: Progress,
): string {
  const failed = failures > 0 ? `, ${failures} failed` : "";
  const given = pruned > 0 ? `, ${pruned} pruned` : "";
  const broken = infeasible > 0 ? `, ${infeasible} infeasible` : "";
  const result = front === undefined
    ? Number.isNaN(best) && infeasible > 0 ? "none feasible yet" : `best ${numberText(best)}`
    : `front of ${front}`;
  return `${done}/${total}${failed}${given}${broken}, ${result}, about ${
    (etaMs / 1000).toFixed(1)
  } s left${workers === undefined ? "" : `, ${workers}`}`;
}
