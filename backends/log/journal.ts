/**
 * Rows as operations of Optuna's journal (Akiba, Sano, Yanase, Ohta and Koyama 2019, "Optuna: A
 * Next-generation Hyperparameter Optimization Framework"): one study, one finished trial per row.
 * Its own programs show the file as it is; what they cannot hold stands in the attribute `spot`.
 *
 * @module
 */
import type { EvaluationResult, EvaluationTask, Failure } from "../objective/evaluation.ts";
import { isFixed, type Variable } from "../objective/variable.ts";
import { type ExactNumber, fromExact, toExact } from "../../spot/exact/exact_number.ts";
import type { IdentityFields } from "./identity.ts";
import { toJournalLine } from "./journal_line.ts";

const CREATE_STUDY = 0;
const DELETE_STUDY = 1;
const SET_STUDY_USER_ATTR = 2;
const CREATE_TRIAL = 4;
const COMPLETE = 1;
const FAIL = 3;
const MINIMIZE = 1;

/** A row as it is kept: what was asked and what came out. */
export interface LoggedRow {
  readonly task: EvaluationTask;
  readonly result: Omit<EvaluationResult, "startMs" | "endMs" | "worker">;
}

interface RowAttribute {
  readonly row: number;
  readonly x: readonly ExactNumber[];
  readonly replicate: number;
  readonly y: readonly ExactNumber[];
  readonly costMs: ExactNumber;
  readonly worker: number;
  readonly attempt: number;
  readonly failure?: Failure;
}

/** The first lines of a log: the study and the identity of its run. */
export function headerLines(identity: IdentityFields): string {
  return studyLines(identity, { study: 0, objectives: 1 });
}

/** Lines that replace a study by one of several objectives, once their number is known. */
export function replaceStudyLines(identity: IdentityFields, objectives: number): string {
  return toJournalLine({ op_code: DELETE_STUDY, study_id: 0 }) +
    studyLines(identity, { study: 1, objectives });
}

function studyLines(
  identity: IdentityFields,
  { study, objectives }: { study: number; objectives: number },
): string {
  const directions = new Array<number>(objectives).fill(MINIMIZE);
  const user_attr = { spot: identity };
  return toJournalLine({ op_code: CREATE_STUDY, study_name: identity.name, directions }) +
    toJournalLine({ op_code: SET_STUDY_USER_ATTR, study_id: study, user_attr });
}

/** Finds the identity that a line holds, if it holds one. */
export function toIdentity(operation: Readonly<Record<string, unknown>>): IdentityFields | void {
  if (operation.op_code !== SET_STUDY_USER_ATTR) return;
  return (operation.user_attr as { spot: IdentityFields }).spot;
}

/** Writes finished rows of a space as lines. */
export type RowWriter = (row: EvaluationTask, result: EvaluationResult, study: Study) => string;

/** Makes the writer of a space's rows; what all rows share is made once. */
export function createRowWriter(variables: readonly Variable[]): RowWriter {
  const free = variables.filter((variable) => !isFixed(variable));
  const named = <T>(values: readonly T[]) =>
    Object.fromEntries(free.map(({ name }, column) => [name, values[column]]));
  const distributions = named(free.map(toDistribution));
  return ({ row, x, replicate }, result, study) => {
    const { y, costMs, worker, attempt, failure } = result;
    const complete = failure === undefined && y.length >= study.objectives &&
      y.every(Number.isFinite);
    const spot: RowAttribute = {
      row,
      x: x.map(toExact),
      replicate,
      y: y.map(toExact),
      costMs: toExact(costMs),
      worker,
      attempt,
      failure,
    };
    return toJournalLine({
      op_code: CREATE_TRIAL,
      study_id: study.id,
      ...timesOf(result),
      state: complete ? COMPLETE : FAIL,
      values: complete ? y.slice(0, study.objectives) : undefined,
      distributions,
      params: named(x),
      user_attrs: { spot },
    });
  };
}

/** The study that rows are written to. */
export interface Study {
  readonly id: number;
  readonly objectives: number;
}

function timesOf({ startMs, endMs }: EvaluationResult) {
  const end = Date.now();
  const text = (ms: number) => new Date(ms).toISOString().replace("Z", "+00:00");
  return { datetime_start: text(end - Math.max(0, endMs - startMs)), datetime_complete: text(end) };
}

function toDistribution({ type, lower, upper, levels }: Variable): string {
  if (levels) {
    return JSON.stringify({
      name: "CategoricalDistribution",
      attributes: { choices: levels },
    });
  }
  const name = type === "int" ? "IntDistribution" : "FloatDistribution";
  const step = type === "int" ? 1 : null;
  return JSON.stringify({ name, attributes: { step, low: lower, high: upper, log: false } });
}

/** Reads a finished row from a line's operation, if it holds one. */
export function toRow(operation: Readonly<Record<string, unknown>>): LoggedRow | undefined {
  if (operation.op_code !== CREATE_TRIAL) return undefined;
  const { spot } = operation.user_attrs as { spot: RowAttribute };
  const { row, replicate, attempt, failure } = spot;
  return {
    task: { row, x: spot.x.map(fromExact), replicate },
    result: { row, y: spot.y.map(fromExact), costMs: fromExact(spot.costMs), attempt, failure },
  };
}

/** Reads how many objectives a study line declares, if it is one. */
export function toObjectives(operation: Readonly<Record<string, unknown>>): number | undefined {
  return operation.op_code === CREATE_STUDY
    ? (operation.directions as readonly number[]).length
    : undefined;
}
