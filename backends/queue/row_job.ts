/** A job: some rows of a run, as data from outside. @module */
import { createHash } from "node:crypto";
import { type PackedTasks, packTasks, unpackTasks } from "../protocol/packing.ts";
import type { EvaluationTask } from "../../spot/core/objective/evaluation.ts";
import { fromBase64, fromData, toBase64, toData } from "./exact_json.ts";
import { digestOfText, isCount, isCurve, isDigest, isNumber, isRecord } from "./shapes.ts";

/** Most rows of one job. */
export const MOST_ROWS = 4096;

/** What a job holds. */
export interface RowJob {
  /** Digest of the run. */
  readonly run: string;
  /** Digest of the rows' problem. */
  readonly problem: string;
  readonly tasks: PackedTasks;
}

/** A job as BullMQ keeps it. */
export interface RowJobData {
  readonly run: string;
  readonly problem: string;
  readonly rows: number;
  readonly width: number;
  /** Base64 of the packed numbers. */
  readonly numbers: string;
  readonly others: readonly (readonly [number, unknown])[];
}

/** A job's data for Redis. */
export function toJobData(
  tasks: readonly EvaluationTask[],
  { run, problem }: Omit<RowJob, "tasks">,
): RowJobData {
  const { rows, width, numbers, others } = packTasks(tasks);
  return {
    run,
    problem,
    rows,
    width,
    numbers: toBase64(numbers),
    others: others.map(([index, other]) => [index, toData(other)]),
  };
}

/**
 * Reads a job: anybody with access to Redis may have written it.
 *
 * @throws {TypeError} If it is none; the message says what is wrong.
 */
export function fromJobData(data: unknown): RowJob {
  if (!isRecord(data)) throw new TypeError("it holds no record");
  const { run, problem, rows, width, numbers: text, others } = data;
  if (!isDigest(run) || !isDigest(problem)) throw new TypeError("it names no run and problem");
  if (!isCount(rows) || rows < 1 || rows > MOST_ROWS || !isCount(width)) {
    throw new TypeError(`it must have 1 to ${MOST_ROWS} rows`);
  }
  const bytes = fromBase64(text);
  if (bytes.length !== 8 * rows * (width + 2)) throw new TypeError("its numbers are not its rows'");
  const numbers = new Float64Array(bytes.buffer);
  const packed: PackedTasks = { rows, width, numbers, others: readOthers(others, rows) };
  const unpack = unpackTasks(packed);
  for (let index = 0; index < rows; index++) checkTask(unpack(index));
  return { run, problem, tasks: packed };
}

function readOthers(others: unknown, rows: number): PackedTasks["others"] {
  if (!Array.isArray(others)) throw new TypeError("its other fields are no list");
  return others.map((entry) => {
    const [index, data] = Array.isArray(entry) ? entry : [];
    if (!isCount(index) || index >= rows) throw new TypeError("its other fields are of no row");
    return [index, fromData(data)];
  });
}

function checkTask({ row, replicate, x, limits, budget, predecessor }: EvaluationTask): void {
  if (!isCount(row) || !isCount(replicate)) throw new TypeError("a row must have its number");
  if (x.some(Number.isNaN)) throw new TypeError("x must hold numbers");
  if (limits !== undefined && !(isCurve(limits) && isNumber(limits.patience))) {
    throw new TypeError("limits must be a curve");
  }
  if (budget !== undefined && !isNumber(budget)) throw new TypeError("a budget must be a number");
  if (predecessor !== undefined && !isCount(predecessor)) throw new TypeError("no predecessor");
}

/**
 * The names of a job's rows in the run: number and digest of all that a row is, but for the bytes that
 * it goes on from, which are its predecessor's.
 */
export function rowKeys({ rows, width, numbers, others }: PackedTasks): string[] {
  const { buffer, byteOffset } = numbers;
  const bytes = 8 * (width + 2);
  const texts = new Map(others.map(([index, { checkpoint: _, ...other }]) => [
    index,
    JSON.stringify(toData(sorted(other))),
  ]));
  return Array.from({ length: rows }, (_, index) => {
    const hash = createHash("sha256").update(
      new Uint8Array(buffer, byteOffset + index * bytes, bytes),
    );
    const text = texts.get(index);
    const digest = (text === undefined ? hash : hash.update(text)).digest("hex").slice(0, 16);
    return `${numbers[index * (width + 2)]}-${digest}`;
  });
}

function sorted(record: object): object {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => a < b ? -1 : 1));
}

/** The id of a job: the same rows of the same run have the same one, but after they were cancelled. */
export function jobId(run: string, keys: readonly string[], epoch: number): string {
  return `rows-${digestOfText(JSON.stringify([run, epoch, keys]))}`;
}
