/** Records of runs for the tests of reports. */
import type { RowRecord, RunRecord } from "../../spot/record.ts";

export interface RowSpan {
  readonly worker: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly costMs: number;
}

export function rowRecord(row: number, { worker, startMs, endMs, costMs }: RowSpan): RowRecord {
  return {
    row,
    x: [row],
    responses: [row],
    y: row,
    origin: "design",
    replicate: 0,
    worker,
    attempt: 1,
    startMs,
    endMs,
    costMs,
  };
}

/** A run of one batch. */
export function runOf(
  spans: readonly RowSpan[],
  { numCores, batch, durationMs }: {
    numCores: number;
    batch: readonly [start: number, end: number];
    durationMs: number;
  },
): RunRecord {
  return {
    formatVersion: 1,
    objective: "example",
    method: "worker",
    numCores,
    seed: 1,
    funEvals: spans.length,
    initSize: spans.length,
    noise: false,
    variables: [{ name: "x", type: "float", lower: 0, upper: 9, transform: "none" }],
    rows: spans.map((span, row) => rowRecord(row, span)),
    batches: [{ startMs: batch[0], endMs: batch[1], firstRow: 0, rows: spans.length }],
    durationMs,
    ended: "finished",
    notices: [],
  };
}
