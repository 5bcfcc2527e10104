/**
 * Row evaluation: the one piece of code that calls an objective, in every backend and in `Spot`.
 *
 * @module
 */
import { toResponses } from "./responses.ts";
import { createStream, type Random } from "../../spot/random/stream.ts";
import type { EvaluationTask, Failure, RowOutcome } from "./evaluation.ts";
import type { ObjectiveContext, ObjectiveFunction } from "./objective.ts";
import type { Problem } from "./problem.ts";
import { type Configuration, toConfiguration } from "./variable.ts";

/** Options of {@linkcode evaluateRow}. */
export interface EvaluateRowOptions {
  /** What every row of the run needs. */
  readonly problem: Problem;
  /** Aborted when the run is. */
  readonly signal: AbortSignal;
}

/**
 * Evaluates one row on a copy of its x, with a stream seeded by master seed and replicate alone.
 *
 * @returns The outcome; a row that throws or returns no usable value is a failed one.
 */
export async function evaluateRow(
  fun: ObjectiveFunction,
  task: EvaluationTask,
  options: EvaluateRowOptions,
): Promise<RowOutcome> {
  const { row } = task;
  const start = performance.now();
  try {
    const context = createContext(task, options);
    const returned: unknown = fun([...task.x], context);
    const value = isThenable(returned) ? await returned : returned;
    const costMs = performance.now() - start;
    return { row, costMs, ...toResponses(value, options.problem.allowNonFinite ?? false) };
  } catch (error) {
    return { row, y: [], failure: toFailure(error), costMs: performance.now() - start };
  }
}

/** The stream and the configuration are made when first asked for: cheap rows often need neither. */
function createContext(
  { x, replicate }: EvaluationTask,
  { problem, signal }: EvaluateRowOptions,
): ObjectiveContext {
  let random: Random | undefined;
  let configuration: Configuration | undefined;
  const given = [...x];
  return {
    get random() {
      return random ??= createStream(problem.seed, "row", replicate);
    },
    get configuration() {
      return configuration ??= toConfiguration(problem.variables, given);
    },
    signal,
    replicate,
    problem,
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value &&
    typeof value.then === "function";
}

/** Anything can be thrown, also what has no text or throws when it is asked for it. */
function toFailure(thrown: unknown): Failure {
  try {
    if (!(thrown instanceof Error)) return { kind: "exception", message: bounded(String(thrown)) };
    const { name, message, stack } = thrown;
    return {
      kind: "exception",
      message: bounded(`${name}: ${message}`),
      ...(typeof stack === "string" && { stack: bounded(stack) }),
    };
  } catch {
    return { kind: "exception", message: "a value that cannot be shown was thrown" };
  }
}

/** Long enough for what libraries and compilers say; each is sent, kept and logged. */
const LONGEST_MESSAGE = 10_000;

const bounded = (text: string) =>
  text.length <= LONGEST_MESSAGE ? text : `${text.slice(0, LONGEST_MESSAGE)}...`;
