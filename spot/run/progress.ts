/** How far a run is. @module */
import { numberText } from "../core/exact/number_text.ts";
import { type RowRecord, rowStatus } from "../record.ts";

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
  /** The smallest y so far, of the largest budget so far; NaN if there is none. */
  readonly best: number;
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
}

/** Counts results. */
export function createProgress({ total, startMs, rows }: ProgressStart): (
  row: RowRecord,
) => Progress {
  let done = 0;
  const counts = { finished: 0, failed: 0, pruned: 0 };
  let best = NaN;
  let largest = 0;
  const count = (row: RowRecord) => {
    const { y, budget = 0 } = row;
    done++;
    counts[rowStatus(row)]++;
    if (!Number.isFinite(y) || budget < largest) return;
    if (budget > largest) [largest, best] = [budget, NaN];
    if (!(y >= best)) best = y;
  };
  rows.forEach(count);
  return (row) => {
    count(row);
    const elapsedMs = performance.now() - startMs;
    const etaMs = elapsedMs / (done - rows.length) * Math.max(0, total - done);
    const { failed: failures, pruned } = counts;
    return { row, done, total, failures, pruned, best, elapsedMs, etaMs };
  };
}

/** One line of text that tells the progress. */
export function progressLine(
  { done, total, failures, pruned, best, etaMs }: Progress,
): string {
  const failed = failures > 0 ? `, ${failures} failed` : "";
  const given = pruned > 0 ? `, ${pruned} pruned` : "";
  return `${done}/${total}${failed}${given}, best ${numberText(best)}, about ${
    (etaMs / 1000).toFixed(1)
  } s left`;
}
