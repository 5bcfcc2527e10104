/** What each worker did: its rows, its failures, and how long it was busy. @module */
import type { RowRecord, RunRecord } from "../record.ts";
import { duration } from "./encoding/duration.ts";
import type { Cell } from "./text_table.ts";

/** The header of {@linkcode workersCells}. */
export const workersHeader: readonly string[] = [
  "worker",
  "evaluations",
  "failed",
  "busy",
  "share",
  "last evaluation",
  "ended",
];

/** One line for each worker that finished a row of this run, by its number. */
export function workersCells(record: RunRecord): Cell[][] {
  const lengthMs = elapsedOf(record);
  const workers = Map.groupBy(computedRows(record), ({ worker }) => worker);
  return [...workers].sort(([a], [b]) => a - b).map(([worker, rows]) => {
    const busyMs = rows.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
    const last = rows.reduce((latest, row) => row.endMs > latest.endMs ? row : latest);
    const failed = rows.filter(({ failure }) => failure).length;
    const share = lengthMs > 0 ? `${(100 * Math.min(1, busyMs / lengthMs)).toFixed(0)} %` : "";
    const ended = `at ${duration(last.endMs)}`;
    return [worker + 1, rows.length, failed, duration(busyMs), share, last.row + 1, ended];
  });
}

/** The rows that were computed in this run, not read from a log or told. */
export function computedRows({ rows }: RunRecord): RowRecord[] {
  return rows.filter(({ worker }) => worker >= 0);
}

/** Length of the run; of one that goes on until its last result, in milliseconds. */
export function elapsedOf(record: RunRecord): number {
  return computedRows(record).reduce((most, { endMs }) => Math.max(most, endMs), record.durationMs);
}
