/** The record of a run from its log alone. @module */
import type { LoggedRow } from "../../../backends/log/journal.ts";
import type { Outcome } from "../../core/objective/evaluation.ts";
import { counted, shorten } from "../../core/options/options.ts";
import { pointKey } from "../../core/space/search_space.ts";
import { createGoal } from "../../goal/create_goal.ts";
import type { Goal } from "../../goal/goal.ts";
import type { Origin, RowRecord, RunRecord } from "../../record.ts";
import type { LoggedRun, RunOfLog } from "./run_of_log.ts";

/**
 * Makes the record of a run as far as its log goes; what the log lacks is told by the notices.
 *
 * @throws {Error} If no row is finished.
 */
export function recordOfLog(log: RunOfLog): RunRecord {
  const { run, rows } = log;
  const { seed, funEvals, noise, objectives, referencePoint, variables } = run.funControl;
  if (rows.length === 0) {
    throw new Error("Cannot report on the run as none of its rows is finished");
  }
  const records = toRecords(run, rows);
  const durationMs = Math.max(...records.map(({ endMs }) => endMs));
  return {
    formatVersion: 1,
    objective: run.objective.name,
    method: run.backend.name,
    numCores: 1 + Math.max(0, ...records.map(({ worker }) => worker)),
    seed,
    funEvals,
    initSize: run.designControl.initSize,
    noise,
    ...(objectives && { objectives }),
    ...(referencePoint && { referencePoint }),
    variables,
    rows: records,
    batches: [{ startMs: 0, endMs: durationMs, firstRow: 0, rows: records.length }],
    durationMs,
    ended: records.length >= funEvals ? "finished" : "unfinished",
    notices: noticesOf(log),
  };
}

function noticesOf({ run, rows, torn }: RunOfLog): string[] {
  const notices = ["Made from the log, which has no notices of the run and no times between rows"];
  const [{ result: { failure } }] = rows;
  if (failure && rows.every(({ result }) => result.failure)) {
    notices.push(`All rows failed, the first one as ${shorten(failure.message, 500)}`);
  }
  const lost = rows[rows.length - 1].task.row + 1 - rows.length;
  if (lost > 0) notices.push(`${counted(lost, "row")} before the last one had not ended`);
  if (torn > 0) notices.push("The last line is not whole: its row is left out");
  if (run.missing.includes("mo2so")) {
    notices.push("The log lacks 'mo2so', a function: y is the first value of each row");
  }
  return notices;
}

function toRecords(run: LoggedRun, rows: readonly LoggedRow[]): RowRecord[] {
  const goal = createGoal(run.funControl);
  const origins = new Map<number, Origin>();
  const firsts = new Map<string, Origin>();
  const originMs = Math.min(...rows.map(({ times: [start] }) => Date.parse(start)));
  let first: Outcome | undefined;
  return rows.map(({ task, result, times }) => {
    const { limits: _, ...submitted } = task;
    const { saved: _saved, ...outcome } = result;
    const origin = origins.get(task.predecessor ?? -1) ??
      originOf(run, task, firsts.get(pointKey(task.x)));
    origins.set(task.row, origin);
    if (task.replicate === 0) firsts.set(pointKey(task.x), origin);
    const judgement = judge(goal, outcome, first);
    const [startMs, endMs] = times.map((time) => Date.parse(time) - originMs);
    const record = { ...outcome, ...submitted, origin, y: NaN, ...judgement, startMs, endMs };
    if (record.responses.length > 0 && !("failure" in record && record.failure)) first ??= outcome;
    return record;
  });
}

function judge(goal: Goal, outcome: Outcome, first: Outcome = outcome) {
  return outcome.failure || outcome.pruned ? undefined : goal.judge(outcome, first);
}

/**
 * Given points come first, then the design. A proposed point has `funRepeats` rows; what goes beyond, or
 * repeats a point of the beginning, is a replicate.
 *
 * @param first The origin of the point's first row.
 */
function originOf(
  { xStart, designControl: { initSize, repeats }, funControl: { funRepeats } }: LoggedRun,
  { row, replicate }: LoggedRow["task"],
  first: Origin = "infill",
): Origin {
  if (row < xStart.length) return "given";
  if (row < xStart.length + initSize * repeats) return "design";
  return first === "infill" && replicate < funRepeats ? "infill" : "replicate";
}
