/** A finished row as it is kept in Redis. @module */
import { now } from "../../spot/core/objective/platform.ts";
import type { EvaluationResult, Failure, Outcome } from "../../spot/core/objective/evaluation.ts";
import { fromData, toData } from "./exact_json.ts";
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

/** Writes a result that a machine has got just now. */
export function toKept(
  { row: _, startMs, endMs, ...others }: EvaluationResult,
  machine: string,
): string {
  const kept = { ...others, machine, spanMs: endMs - startMs, waitedMs: now() - endMs };
  return JSON.stringify(toData(kept));
}

/**
 * Reads what {@linkcode toKept} wrote: anybody with access to Redis may have changed it.
 *
 * @throws {TypeError} If it is none.
 */
export function fromKept(text: string): KeptRow {
  const kept = fromData(JSON.parse(text));
  const { responses, constraints, failure, curve, pruned, machine, worker, attempt } = kept;
  const times = [kept.costMs, kept.spanMs, kept.waitedMs];
  const isKept = isNumbers(responses) && (constraints === undefined || isNumbers(constraints)) &&
    (failure === undefined || isFailure(failure)) && (curve === undefined || isCurve(curve)) &&
    (pruned === undefined || isRecord(pruned) && isNumber(pruned.step)) &&
    isText(machine, 100) && isCount(worker) && isCount(attempt) && times.every(isTime);
  if (!isKept) throw new TypeError("it is no outcome of a row");
  return kept as unknown as KeptRow;
}

const isTime = (value: unknown) => Number.isFinite(value) && value as number >= -1;

const kinds: readonly unknown[] = ["value", "exception", "crash", "timeout"];

function isFailure(value: unknown): value is Failure {
  return isRecord(value) && kinds.includes(value.kind) && isText(value.message) &&
    (value.stack === undefined || isText(value.stack));
}
