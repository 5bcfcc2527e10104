/**
 * Rows as operations of Optuna's journal (Akiba, Sano, Yanase, Ohta and Koyama 2019, "Optuna: A
 * Next-generation Hyperparameter Optimization Framework"): one study, one finished trial per row.
 * Its own programs show the file as it is; what they cannot hold stands in the attribute `spot`.
 *
 * @module
 */
import type { CheckpointReference } from "./checkpoint_files.ts";
import type {
  Curve,
  EvaluationResult,
  EvaluationTask,
} from "../../spot/core/objective/evaluation.ts";
import type { Directions, Problem } from "../../spot/core/objective/problem.ts";
import { fromExactData, toExactData } from "../../spot/core/exact/exact_number.ts";
import type { IdentityFields } from "./identity.ts";
import { createParameters } from "./journal_parameters.ts";
import { toJournalLine } from "./journal_line.ts";

const CREATE_STUDY = 0;
const DELETE_STUDY = 1;
const SET_STUDY_USER_ATTR = 2;
const SET_STUDY_SYSTEM_ATTR = 3;
const CREATE_TRIAL = 4;
const COMPLETE = 1;
const PRUNED = 2;
const FAIL = 3;
const directionCodes = { minimize: 1, maximize: 2 } as const;

/** A row as it is kept: what was asked and what came out. */
export interface LoggedRow {
  /** Without the bytes that it went on from: they are its predecessor's. */
  readonly task: Omit<EvaluationTask, "checkpoint">;
  readonly result: Omit<EvaluationResult, "startMs" | "endMs" | "checkpoint"> & {
    /** What it saved, in a file of its own. */
    readonly saved?: CheckpointReference;
  };
  /** When the row began and ended, in the form of ISO 8601. */
  readonly times: readonly [start: string, end: string];
}

/** A row that was finished just now, as it is kept, with what it saved. */
export function toLoggedRow(
  { checkpoint: _, ...task }: EvaluationTask,
  { startMs, endMs, checkpoint: _bytes, ...result }: EvaluationResult,
  saved?: CheckpointReference,
): LoggedRow {
  const now = Date.now();
  const text = (ms: number) => new Date(ms).toISOString().replace("Z", "+00:00");
  return {
    task,
    result: saved ? { ...result, saved } : result,
    times: [text(now - Math.max(0, endMs - startMs)), text(now)],
  };
}

/**
 * What programs other than this one cannot hold: the task and the result, whatever their fields, which
 * may have the same names.
 */
type RowAttribute = Pick<EvaluationTask, "x" | "replicate"> & LoggedRow["result"] & {
  /** The task's other fields, if it has any. */
  readonly task?: Omit<LoggedRow["task"], "row" | "x" | "replicate">;
};

/** The first lines of a log: the study and the identity of its run. */
export function headerLines(run: StudyOf): string {
  const { directions = "minimize" } = run;
  const objectives = typeof directions === "string" ? 1 : directions.length;
  return studyLines(run, { id: 0, objectives });
}

/** Lines that replace a study by one of several objectives, once their number is known. */
export function replaceStudyLines(run: StudyOf, objectives: number): string {
  return toJournalLine({ op_code: DELETE_STUDY, study_id: 0 }) +
    studyLines(run, { id: 1, objectives });
}

/** What a study tells of its run. */
export interface StudyOf {
  readonly fields: IdentityFields;
  /** One for all objectives, or one for each. */
  readonly directions?: Directions;
  /** One for each objective, if they have any. */
  readonly names?: readonly string[];
}

function studyLines(
  { fields, directions = "minimize", names = [] }: StudyOf,
  study: Study,
): string {
  const codes = Array.from(
    { length: study.objectives },
    (_, i) => directionCodes[typeof directions === "string" ? directions : directions[i]],
  );
  return toJournalLine({ op_code: CREATE_STUDY, study_name: fields.name, directions: codes }) +
    namesLine(names, study) + identityLine({ fields }, study);
}

/** Where Optuna's programs look for the names of a study's objectives. */
function namesLine(names: readonly string[], { id, objectives }: Study): string {
  if (names.length !== objectives) return "";
  const system_attr = { "study:metric_names": names };
  return toJournalLine({ op_code: SET_STUDY_SYSTEM_ATTR, study_id: id, system_attr });
}

/** The line that tells the run of a study; a later one counts instead of an earlier one. */
export function identityLine({ fields }: StudyOf, { id }: Study): string {
  const user_attr = { spot: fields };
  return toJournalLine({ op_code: SET_STUDY_USER_ATTR, study_id: id, user_attr });
}

/** Finds the identity that a line holds, if it holds one. */
export function toIdentity(operation: Readonly<Record<string, unknown>>): IdentityFields | void {
  if (operation.op_code !== SET_STUDY_USER_ATTR) return;
  return (operation.user_attr as { spot: IdentityFields }).spot;
}

/** How a run was asked for: plain data. */
export type RunAttribute = Readonly<Record<string, unknown>>;

/** The line that tells how the run of a study was asked for; a later one counts. */
export function runLine(run: RunAttribute, { id }: Study): string {
  const user_attr = { spot_run: toExactData(run) };
  return toJournalLine({ op_code: SET_STUDY_USER_ATTR, study_id: id, user_attr });
}

/** Finds how a run was asked for in a line, if it holds that. */
export function toRunAttribute(
  operation: Readonly<Record<string, unknown>>,
): RunAttribute | undefined {
  if (operation.op_code !== SET_STUDY_USER_ATTR) return undefined;
  const { spot_run } = operation.user_attr as { spot_run?: unknown };
  return spot_run === undefined ? undefined : fromExactData(spot_run) as RunAttribute;
}

/** Writes finished rows of a space as lines. */
export type RowWriter = (row: LoggedRow, study: Study) => string;

/**
 * Makes the writer of a run's rows; what all rows share is made once. Rows of smaller budgets than the
 * largest are pruned trials, which Optuna's best trials leave out, with their values.
 */
export function createRowWriter(
  { variables, largestBudget = 0 }: Pick<Problem, "variables" | "largestBudget">,
): RowWriter {
  const toParameters = createParameters(variables);
  return ({ task, result, times }, study) => {
    const { responses, constraints, failure, curve, pruned } = result;
    const isComplete = failure === undefined && responses.length >= study.objectives &&
      !responses.some(Number.isNaN);
    const { row: _, x, replicate, ...others } = task;
    const { budget = largestBudget } = task;
    const isShort = isComplete && budget < largestBudget;
    const way = curve ?? (isShort ? { steps: [budget], values: [responses[0]] } : undefined);
    const added = Object.keys(others).length > 0 ? { task: others } : {};
    const spot: RowAttribute = { x, replicate, ...added, ...result };
    return toJournalLine({
      op_code: CREATE_TRIAL,
      study_id: study.id,
      datetime_start: times[0],
      datetime_complete: times[1],
      state: isShort || (pruned && !isComplete) ? PRUNED : isComplete ? COMPLETE : FAIL,
      values: isComplete ? responses.slice(0, study.objectives).map(toJournalNumber) : undefined,
      intermediate_values: study.objectives === 1 && way ? toIntermediate(way) : undefined,
      ...toParameters(x),
      user_attrs: { spot: toExactData(spot) },
      // Where Optuna's samplers and its choice of the best trials look for them.
      system_attrs: isComplete && constraints ? { constraints } : undefined,
    });
  };
}

/** A curve by step, which is an integer there: else by number, from 0. Several objectives have none. */
function toIntermediate({ steps, values }: Curve): Record<string, number> {
  const isWhole = steps.every((step) => Number.isSafeInteger(step));
  return Object.fromEntries(values.map((value, i) => [isWhole ? steps[i] : i, value]));
}

/** Infinities, which are values there, as numbers of JSON that are read as such. */
function toJournalNumber(value: number): unknown {
  return Number.isFinite(value) ? value : rawJson(value > 0 ? "1e999" : "-1e999");
}

// Deno's types leave it out.
const { rawJSON: rawJson } = JSON as unknown as { rawJSON(text: string): unknown };

/** The study that rows are written to. */
export interface Study {
  readonly id: number;
  readonly objectives: number;
}

/**
 * Reads a finished row from a line's operation, if it holds one.
 *
 * @throws {Error} If it is written in another way: a version may be older than its number tells.
 */
export function toRow(operation: Readonly<Record<string, unknown>>): LoggedRow | undefined {
  if (operation.op_code !== CREATE_TRIAL) return undefined;
  const { spot } = operation.user_attrs as { spot: unknown };
  const { x, replicate, task, ...result } = fromExactData(spot) as RowAttribute;
  if (!isNumbers(x) || !isNumbers(result.responses)) {
    throw new Error(`its row ${result.row} must have 'x' and 'responses': another Spot wrote it`);
  }
  return {
    task: { row: result.row, x, replicate, ...task },
    result,
    times: [String(operation.datetime_start), String(operation.datetime_complete)],
  };
}

function isNumbers(values: unknown): boolean {
  return Array.isArray(values) && values.every((value) => typeof value === "number");
}

/** Reads how many objectives a study line declares, if it is one. */
export function toObjectives(operation: Readonly<Record<string, unknown>>): number | undefined {
  return operation.op_code === CREATE_STUDY
    ? (operation.directions as readonly number[]).length
    : undefined;
}
