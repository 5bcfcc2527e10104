/** How far a run is, in a line that is told every second. @module */
import { paretoFront } from "../../front.ts";
import { hasFront, incumbentOf } from "../../incumbent.ts";
import { numberText } from "../../core/exact/number_text.ts";
import { type RowStatus, rowStatus, type RunRecord } from "../../record.ts";
import { duration } from "../encoding/duration.ts";
import { printable } from "../encoding/printable.ts";
import { computedRows, elapsedOf } from "../workers_table.ts";
import type { SeenRun } from "./live_message.ts";

/** What a page shows above its content. */
export interface RunState {
  readonly title: string;
  readonly done: number;
  readonly total: number;
  /** Rows, the best, the time. */
  readonly text: string;
  /** The best alone, for those who hear the page. */
  readonly best: string;
  /** Why the run ended; undefined while it goes on. */
  readonly ended?: string;
}

/** How runs end, in words. */
const endings: Readonly<Record<Exclude<RunRecord["ended"], "unfinished">, string>> = {
  finished: "The run has finished.",
  maxTime: "The run has ended: its time was spent.",
  exhausted: "The run has ended: all points of the search space are evaluated.",
  aborted: "The run was interrupted.",
  failed: "The run has failed.",
};

/** Makes the state of a run. */
export function runState({ record, title }: SeenRun): RunState {
  const { rows, funEvals, ended } = record;
  const best = bestOf(record);
  const counts = (["failed", "pruned"] as const).map((status) => countText(record, status));
  const who = record.workers === undefined ? "" : `; ${printable(record.workers)}`;
  return {
    title,
    done: rows.length,
    total: Math.max(funEvals, rows.length),
    text: `${rows.length} of ${funEvals} evaluations${counts.join("")}, ${best}; ${
      timesOf(record)
    }${who}`,
    best,
    ...(ended !== "unfinished" && { ended: endings[ended] }),
  };
}

function countText({ rows }: RunRecord, status: RowStatus): string {
  const count = rows.filter((row) => rowStatus(row) === status).length;
  return count > 0 ? `, ${count} ${status}` : "";
}

function bestOf(record: RunRecord): string {
  if (hasFront(record)) {
    const { length } = paretoFront(record);
    return `front of ${length} point${length === 1 ? "" : "s"}`;
  }
  const incumbent = incumbentOf(record);
  return incumbent === undefined
    ? `no usable result${record.ended === "unfinished" ? " yet" : ""}`
    : `best y ${numberText(incumbent.y)}`;
}

/** At the pace of the rows that this run computed. */
function timesOf(record: RunRecord): string {
  const elapsedMs = elapsedOf(record);
  const computed = computedRows(record).length;
  const left = Math.max(0, record.funEvals - record.rows.length);
  const spent = duration(elapsedMs);
  if (record.ended !== "unfinished" || computed === 0) return spent;
  return `${spent}, about ${duration(elapsedMs / computed * left)} left`;
}
