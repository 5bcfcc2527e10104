/**
 * The cores' time of a run, split by what became of it.
 *
 * Notation: p cores; a stretch of length B with rows under way has p B of the cores' time.
 *
 * @module
 */
import type { RowRecord, RunRecord } from "../record.ts";
import { longestFirstMakespan } from "./makespan.ts";

/** What became of the cores' time, in milliseconds; see `CoreTimeShares`. */
export interface CoreTimes {
  work: number;
  sequential: number;
  startUp: number;
  overhead: number;
  imbalance: number;
  waiting: number;
}

/** The times of a whole run. */
export interface Totals extends CoreTimes {
  /** Sum of the stretches' longest-first makespans, in milliseconds. */
  boundMs: number;
  rows: number;
  workers: number;
}

/** Adds up what became of the cores' time. */
export function coreTimes(record: RunRecord): Totals {
  const { numCores, durationMs } = record;
  const started = new Set<number>();
  const parts = stretchesOf(record).map((stretch) => stretchTimes(stretch, { numCores, started }));
  const sum = (key: keyof (typeof parts)[number]) =>
    parts.reduce((total, part) => total + part[key], 0);
  const underWayMs = sum("lengthMs");
  return {
    work: sum("work"),
    sequential: numCores * Math.max(0, durationMs - underWayMs),
    startUp: sum("startUp"),
    overhead: sum("overhead"),
    imbalance: sum("imbalance"),
    waiting: sum("waiting"),
    boundMs: sum("boundMs"),
    rows: sum("rows"),
    workers: started.size,
  };
}

interface StretchContext {
  readonly numCores: number;
  /** Workers that had a row in an earlier stretch; this one's are added. */
  readonly started: Set<number>;
}

function stretchTimes({ startMs, endMs, rows }: Stretch, { numCores, started }: StretchContext) {
  const computed = rows.filter(({ worker }) => worker >= 0);
  const lengthMs = endMs - startMs;
  const work = costOf(computed);
  const boundMs = longestFirstMakespan(computed.map(({ costMs }) => costMs), numCores);
  let startUp = 0;
  let busy = 0;
  for (const [worker, own] of byWorker(computed)) {
    if (!started.has(worker)) startUp += Math.max(0, own[0].startMs - startMs);
    started.add(worker);
    busy += unionLength(own);
  }
  const overhead = Math.max(0, busy - work);
  const idle = Math.max(0, numCores * lengthMs - startUp - overhead - work);
  const imbalance = Math.min(idle, Math.max(0, numCores * boundMs - work));
  const waiting = idle - imbalance;
  return { lengthMs, work, boundMs, startUp, overhead, imbalance, waiting, rows: computed.length };
}

function byWorker(rows: readonly RowRecord[]): Map<number, RowRecord[]> {
  const sorted = [...rows].sort((a, b) => a.startMs - b.startMs);
  return Map.groupBy(sorted, ({ worker }) => worker);
}

/** Length of the union of rows' spans, which overlap where several are sent at once. */
function unionLength(sorted: readonly RowRecord[]): number {
  let length = 0;
  let covered = -Infinity;
  for (const { startMs, endMs } of sorted) {
    length += Math.max(0, endMs - Math.max(startMs, covered));
    covered = Math.max(covered, endMs);
  }
  return length;
}

/** Time in the objective, in milliseconds. */
export function costOf(rows: readonly RowRecord[]): number {
  return rows.reduce((sum, { costMs }) => sum + costMs, 0);
}

/** A stretch of time with the rows that were under way in it, in submission order. */
interface Stretch {
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
