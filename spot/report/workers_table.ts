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

/** The header of {@linkcode machinesCells}. */
export const machinesHeader: readonly string[] = ["machine", "cores", ...workersHeader.slice(1)];

/** One line for each machine that is there: what its workers did since it is. */
export function machinesCells(record: RunRecord): Cell[][] {
  const rows = computedRows(record);
  return (record.machines ?? []).map(({ label, firstWorker, cores, sinceMs }) => {
    const own = rows.filter(({ worker, endMs }) =>
      worker >= firstWorker && worker < firstWorker + cores && endMs >= sinceMs
    );
    const lengthMs = cores * (elapsedOf(record) - Math.max(0, sinceMs));
    return [label, cores, ...workCells(own, lengthMs)];
  });
}

/** One line for each worker that finished a row of this run, by its number. */
export function workersCells(record: RunRecord): Cell[][] {
  const lengthMs = elapsedOf(record);
  const workers = Map.groupBy(computedRows(record), ({ worker }) => worker);
  return [...workers].sort(([a], [b]) => a - b).map(([worker, rows]) => {
    return [worker + 1, ...workCells(rows, lengthMs)];
  });
}

/** What rows took of a time. */
function workCells(rows: readonly RowRecord[], lengthMs: number): Cell[] {
  const busyMs = rows.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const last = rows.reduce<RowRecord | undefined>(
    (latest, row) => latest && latest.endMs >= row.endMs ? latest : row,
    undefined,
  );
  const failed = rows.filter(({ failure }) => failure).length;
  const share = lengthMs > 0 ? `${(100 * Math.min(1, busyMs / lengthMs)).toFixed(0)} %` : "";
  const end = last ? [last.row + 1, `at ${duration(last.endMs)}`] : ["", ""];
  return [rows.length, failed, duration(busyMs), share, ...end];
}

/** The rows that were computed in this run, not read from a log or told. */
export function computedRows({ rows }: RunRecord): RowRecord[] {
  return rows.filter(({ worker }) => worker >= 0);
}

/** Length of the run; of one that goes on until its last result, in milliseconds. */
export function elapsedOf(record: RunRecord): number {
  return computedRows(record).reduce((most, { endMs }) => Math.max(most, endMs), record.durationMs);
}
