/** A finished row as it is kept in Redis. @module */
import { now } from "../../spot/core/objective/platform.ts";
import type { EvaluationResult, Failure, Outcome } from "../../spot/core/objective/evaluation.ts";
import { fromBase64, fromData, toBase64, toData } from "./exact_json.ts";
import { isCount, isCurve, isNumber, isNumbers, isRecord, isText } from "./shapes.ts";

/** A row's outcome, and how it came about. */
export interface KeptRow extends Outcome {
  /** Time spent in the objective, in milliseconds. */
  readonly costMs: number;
  /** Who evaluated it. */
  readonly machine: string;
  /** The worker of that machine. */
  readonly worker: number;
  readonly attempt: number;
  /** From its start to its end, in milliseconds. */
  readonly spanMs: number;
  /** From its end until it was sent, in milliseconds. */
  readonly waitedMs: number;
}

/** Writes a result that a machine has got just now: its numbers as bytes, the machine, and what else there is. */
export function toKept(
  { row: _, responses, costMs, worker, attempt, startMs, endMs, ...others }: EvaluationResult,
  machine: string,
): string {
  const times = [costMs, endMs - startMs, now() - endMs];
  const numbers = toBase64(Float64Array.of(...times, worker, attempt, ...responses));
  const hasOthers = Object.keys(others).length > 0;
  return JSON.stringify(hasOthers ? [numbers, machine, toData(others)] : [numbers, machine]);
}

/**
 * Reads what {@linkcode toKept} wrote: anybody with access to Redis may have changed it.
 *
 * @throws {TypeError} If it is none.
 */
export function fromKept(text: string): KeptRow {
  const kept: unknown = JSON.parse(text);
  if (!Array.isArray(kept)) throw new TypeError("it is no outcome of a row");
  const [numbers, machine, data] = kept;
  const [costMs, spanMs, waitedMs, worker, attempt, ...responses] = toNumbers(numbers);
  const others = data === undefined ? undefined : fromData(data);
  const isKept = [costMs, spanMs, waitedMs].every(isTime) && isCount(worker) && isCount(attempt) &&
    isText(machine, 100) && (others === undefined || areOthers(others));
  if (!isKept) throw new TypeError("it is no outcome of a row");
  return { ...others, responses, costMs, machine, worker, attempt, spanMs, waitedMs };
}

function toNumbers(text: unknown): Float64Array {
  const { buffer, byteLength } = fromBase64(text);
  if (byteLength % 8 !== 0) throw new TypeError("it is no outcome of a row");
  return new Float64Array(buffer);
}

function areOthers({ constraints, failure, curve, pruned }: Record<string, unknown>): boolean {
  return (constraints === undefined || isNumbers(constraints)) &&
    (failure === undefined || isFailure(failure)) && (curve === undefined || isCurve(curve)) &&
    (pruned === undefined || isRecord(pruned) && isNumber(pruned.step));
}

const isTime = (value: unknown) => Number.isFinite(value) && value as number >= -1;

const kinds: readonly unknown[] = ["value", "exception", "crash", "timeout"];

function isFailure(value: unknown): value is Failure {
  return isRecord(value) && kinds.includes(value.kind) && isText(value.message) &&
    (value.stack === undefined || isText(value.stack));
}
