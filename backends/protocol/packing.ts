/**
 * Tasks and outcomes as flat arrays of numbers: cloning them costs a fraction of cloning objects,
 * and NaN, -0 and infinities arrive as they are.
 *
 * @module
 */
import type { EvaluationTask, Outcome, RowOutcome } from "../../spot/core/objective/evaluation.ts";

/** The rows of a chunk; replies know each by its index in the chunk. */
export interface PackedTasks {
  /** Number of rows. */
  readonly rows: number;
  /** Length of each x; all have the same. */
  readonly width: number;
  /** For each row its number within the run, its replicate, then its x. */
  readonly numbers: Float64Array;
  /** What else a task has, by index. */
  readonly others: readonly (readonly [number, OtherTaskFields])[];
}

/** The fields of a task beside its number, x and replicate. */
export type OtherTaskFields = Omit<EvaluationTask, "row" | "x" | "replicate">;

/** Outcomes of consecutive rows of a chunk. */
export interface PackedOutcomes {
  /** Index of the first row in the chunk. */
  readonly first: number;
  /** Number of rows. */
  readonly rows: number;
  /**
   * For each row its start in milliseconds since the chunk arrived, its cost in milliseconds, the
   * number of its responses, and these.
   */
  readonly numbers: Float64Array;
  /** What else an outcome has, such as its failure, by index within these outcomes. */
  readonly others: readonly (readonly [number, OtherFields])[];
}

/** The fields of an outcome beside its responses. */
export type OtherFields = Omit<Outcome, "responses">;

/** Packs rows whose x are of equal length. */
export function packTasks(tasks: readonly EvaluationTask[]): PackedTasks {
  const width = tasks[0]?.x.length ?? 0;
  const numbers = new Float64Array(tasks.length * (width + 2));
  const others: [number, OtherTaskFields][] = [];
  let at = 0;
  for (const [index, task] of tasks.entries()) {
    const { row, replicate, x } = task;
    numbers[at++] = row;
    numbers[at++] = replicate;
    for (let j = 0; j < width; j++) numbers[at++] = x[j];
    if (hasOthers(task, packedOfTasks)) others.push([index, othersOfTask(task)]);
  }
  return { rows: tasks.length, width, numbers, others };
}

/** Unpacks rows one by one, by their index in the chunk. */
export function unpackTasks(packed: PackedTasks): (index: number) => EvaluationTask {
  const { width, numbers } = packed;
  const others = new Map(packed.others);
  return (index) => {
    const start = index * (width + 2);
    const x = Array.from<number>({ length: width });
    for (let j = 0; j < width; j++) x[j] = numbers[start + 2 + j];
    return { ...others.get(index), row: numbers[start], x, replicate: numbers[start + 1] };
  };
}

const packedOfTasks: ReadonlySet<string> = new Set(["row", "replicate", "x"]);
const packedOfOutcomes: ReadonlySet<string> = new Set(["row", "startMs", "costMs", "responses"]);

/** Most rows have no other fields: an object of them is made for those that do. */
function hasOthers(record: object, packed: ReadonlySet<string>): boolean {
  for (const name in record) if (!packed.has(name)) return true;
  return false;
}

function othersOfTask(task: EvaluationTask): OtherTaskFields {
  const { row: _row, replicate: _replicate, x: _x, ...others } = task;
  return others;
}

function othersOfOutcome(outcome: TimedOutcome): OtherFields {
  const { row: _row, startMs: _startMs, costMs: _costMs, responses: _responses, ...others } =
    outcome;
  return others;
}

/** A row's outcome with its start in milliseconds since the chunk arrived. */
export interface TimedOutcome extends RowOutcome {
  /** In milliseconds. */
  readonly startMs: number;
}

/** Packs the outcomes of consecutive rows of a chunk. */
export function packOutcomes(first: number, outcomes: readonly TimedOutcome[]): PackedOutcomes {
  const values = outcomes.reduce((sum, { responses }) => sum + responses.length, 0);
  const numbers = new Float64Array(3 * outcomes.length + values);
  const others: [number, OtherFields][] = [];
  let at = 0;
  for (const [index, outcome] of outcomes.entries()) {
    const { startMs, costMs, responses } = outcome;
    numbers[at++] = startMs;
    numbers[at++] = costMs;
    numbers[at++] = responses.length;
    for (let j = 0; j < responses.length; j++) numbers[at++] = responses[j];
    if (hasOthers(outcome, packedOfOutcomes)) others.push([index, othersOfOutcome(outcome)]);
  }
  return { first, rows: outcomes.length, numbers, others };
}

/** Unpacks outcomes, in order; `row` is the index in the chunk. */
export function* unpackOutcomes(packed: PackedOutcomes): Generator<TimedOutcome> {
  const { first, rows, numbers } = packed;
  const others = new Map(packed.others);
  let at = 0;
  for (let index = 0; index < rows; index++) {
    const [startMs, costMs, length] = [numbers[at], numbers[at + 1], numbers[at + 2]];
    at += 3;
    const responses = length === 1 ? [numbers[at]] : Array.from(numbers.subarray(at, at + length));
    at += length;
    yield { ...others.get(index), row: first + index, responses, costMs, startMs };
  }
}
