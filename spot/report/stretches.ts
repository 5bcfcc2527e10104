/** Stretches of time in which rows were under way. @module */
import type { RowRecord, RunRecord } from "../record.ts";

/** A stretch of time with the rows that were under way in it, in submission order. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
  readonly rows: readonly RowRecord[];
}

/** Joins batches that overlap in time, as those of an asynchronous run do. */
export function stretchesOf({ batches, rows }: RunRecord): Stretch[] {
  const byNumber = new Map(rows.map((row) => [row.row, row]));
  const joined: { startMs: number; endMs: number; rows: RowRecord[] }[] = [];
  for (const batch of [...batches].sort((a, b) => a.startMs - b.startMs)) {
    let last = joined.at(-1);
    if (last === undefined || batch.startMs >= last.endMs) {
      joined.push(last = { startMs: batch.startMs, endMs: batch.endMs, rows: [] });
    }
    last.endMs = Math.max(last.endMs, batch.endMs);
    for (let row = batch.firstRow; row < batch.firstRow + batch.rows; row++) {
      const record = byNumber.get(row);
      if (record) last.rows.push(record);
    }
  }
  return joined;
}
