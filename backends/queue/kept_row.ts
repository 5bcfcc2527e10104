/** A finished row as it is kept in Redis. @module */
import { fromExact, toExact } from "../../spot/core/exact/exact_number.ts";
import { now } from "../../spot/core/objective/platform.ts";
import type { EvaluationResult, Failure, Outcome } from "../../spot/core/objective/evaluation.ts";
import { fromData, toData } from "./exact_json.ts";
import { isCount, isCurve, isNumber, isNumbers, isRecord, isText } from "./shapes.ts";

/** A row's outcome, and how it came about. */
export interface KeptRow {
  /** Who evaluated it. */
  readonly machine: string;
  /** The worker of that machine. */
  readonly worker: number;
  readonly attempt: number;
  /** Time spent in the objective, in milliseconds. */
  readonly costMs: number;
  /** From its start to its end, in milliseconds. */
  readonly spanMs: number;
  /** From its end until it was sent, in milliseconds. */
  readonly waitedMs: number;
  readonly outcome: Outcome;
}

/** Most rows have responses alone: what else there is stands last. */
type Text = readonly [
  machine: string,
  worker: number,
  attempt: number,
  costMs: number,
  spanMs: number,
  waitedMs: number,
  responses: readonly unknown[],
  others?: unknown,
];

/** Writes a result that a machine has got just now. */
export function toKept(
  { row: _, worker, attempt, costMs, startMs, endMs, responses, ...others }: EvaluationResult,
  machine: string,
): string {
  const times = [costMs, endMs - startMs, now() - endMs].map(toMicroseconds);
  const [cost, span, waited] = times;
  const texts: Text = [machine, worker, attempt, cost, span, waited, responses.map(toExact)];
  const isBare = Object.keys(others).length === 0;
  return JSON.stringify(isBare ? texts : [...texts, toData(others)]);
}

const toMicroseconds = (ms: number) => Math.round(ms * 1000) / 1000;

/**
 * Reads what {@linkcode toKept} wrote: anybody with access to Redis may have changed it.
 *
 * @throws {TypeError | SyntaxError} If it is none.
 */
export function fromKept(text: string): KeptRow {
  const kept: unknown = JSON.parse(text);
  if (!Array.isArray(kept)) throw new TypeError("it is no outcome of a row");
  const [machine, worker, attempt, costMs, spanMs, waitedMs, responses, others] = kept;
  const isKept = isText(machine, 100) && isCount(worker) && isCount(attempt) &&
    isTime(costMs) && isTime(spanMs) && isTime(waitedMs) && Array.isArray(responses);
  if (!isKept) throw new TypeError("it is no outcome of a row");
  const outcome = { ...readOthers(others), responses: responses.map(fromExact) };
  return { machine, worker, attempt, costMs, spanMs, waitedMs, outcome };
}

function isTime(value: unknown): boolean {
  return typeof value === "number" && value >= -1 && value < Infinity;
}

function readOthers(data: unknown): Omit<Outcome, "responses"> | undefined {
  if (data === undefined) return undefined;
  const others = fromData(data);
  const { constraints, failure, curve, pruned } = others;
  const areOthers = !provenance.some((name) => Object.hasOwn(others, name)) &&
    (constraints === undefined || isNumbers(constraints)) &&
    (failure === undefined || isFailure(failure)) && (curve === undefined || isCurve(curve)) &&
    (pruned === undefined || isRecord(pruned) && isNumber(pruned.step));
  if (!areOthers) throw new TypeError("it is no outcome of a row");
  return others;
}

/** What the parent adds. */
const provenance = ["row", "worker", "attempt", "startMs", "endMs", "costMs", "responses"];
const kinds: readonly unknown[] = ["value", "exception", "crash", "timeout"];

function isFailure(value: unknown): value is Failure {
  return isRecord(value) && kinds.includes(value.kind) && isText(value.message) &&
    (value.stack === undefined || isText(value.stack));
}
