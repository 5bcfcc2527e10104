/** How far a run is. @module */
import type { RowRecord } from "../record.ts";

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
  /** The smallest y so far; NaN if there is none. */
  readonly best: number;
  /** Time since the run began, in milliseconds. */
  readonly elapsedMs: number;
  /** Expected time until the budget is spent, in milliseconds, at the pace so far. */
  readonly etaMs: number;
}

/** Counts results; `startMs` is on the clock of `performance.now()`. */
export function createProgress(total: number, startMs: number): (row: RowRecord) => Progress {
  let done = 0;
  let failures = 0;
  let best = NaN;
  return (row) => {
    done++;
    if (row.failure) failures++;
    if (Number.isFinite(row.y) && !(row.y >= best)) best = row.y;
    const elapsedMs = performance.now() - startMs;
    const etaMs = elapsedMs / done * Math.max(0, total - done);
    return { row, done, total, failures, best, elapsedMs, etaMs };
  };
}

/** One line of text that tells the progress. */
export function progressLine({ done, total, failures, best, etaMs }: Progress): string {
  const failed = failures > 0 ? `, ${failures} failed` : "";
  return `${done}/${total}${failed}, best ${best.toPrecision(6)}, about ${
    (etaMs / 1000).toFixed(1)
  } s left`;
}
