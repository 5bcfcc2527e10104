/**
 * Row evaluation: the one piece of code that calls an objective, in every backend and in `Spot`.
 *
 * @module
 */
import { shorten, show } from "../options/options.ts";
import { CurveRecorder } from "./curve.ts";
import { toOutcome } from "./outcome.ts";
import { createStream, type Random } from "../random/stream.ts";
import type { EvaluationTask, Failure, RowOutcome } from "./evaluation.ts";
import type { ObjectiveContext, ObjectiveFunction } from "./objective.ts";
import { now } from "./platform.ts";
import type { Problem } from "./problem.ts";
import { RowFailure } from "./evaluation_error.ts";
import { problemForRow } from "./row_problem.ts";
import { toConfiguration } from "../space/configuration.ts";
import type { Configuration } from "../space/variable.ts";

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
 * @returns The outcome; a row that throws or returns no usable value is a failed one, unless it was
 * hopeless before: then it is pruned, whatever it throws or returns.
 */
export async function evaluateRow(
  fun: ObjectiveFunction,
  task: EvaluationTask,
  options: EvaluateRowOptions,
): Promise<RowOutcome> {
  const { row } = task;
  const start = now();
  const made: RowParts = {};
  try {
    const context = createContext(task, made, options);
    const returned: unknown = fun([...task.x], context);
    const value = isThenable(returned) ? await returned : returned;
    const costMs = now() - start;
    const outcome = toOutcome(value, options.problem.allowNonFinite ?? false);
    const completed = made.curve?.complete(outcome) ?? outcome;
    const saved = task.budget === undefined || outcome.failure ? undefined : made.slot?.saved;
    return { row, costMs, ...completed, ...(saved && { checkpoint: saved }) };
  } catch (error) {
    const outcome = { responses: [], failure: toFailure(error) };
    return { row, costMs: now() - start, ...(made.curve?.complete(outcome) ?? outcome) };
  }
}

/** What a row has used of its context that its outcome is to hold. */
interface RowParts {
  curve?: CurveRecorder;
  slot?: CheckpointSlot;
}

/** What costs time is made when first asked for: cheap rows often need none of it. */
function createContext(
  { row, x, replicate, budget, checkpoint, limits }: EvaluationTask,
  made: RowParts,
  { problem, signal }: EvaluateRowOptions,
): ObjectiveContext {
  let random: Random | undefined;
  let configuration: Configuration | undefined;
  let own: Problem | undefined;
  const given = [...x];
  return {
    row,
    x: given,
    get random() {
      return random ??= createStream(problem.seed, "row", replicate);
    },
    get configuration() {
      return configuration ??= toConfiguration(problem.variables, given);
    },
    signal,
    replicate,
    budget,
    checkpoint,
    get saveCheckpoint() {
      const slot = made.slot ??= new CheckpointSlot();
      return (bytes: Uint8Array) => slot.save(bytes);
    },
    get report() {
      const curve = made.curve ??= new CurveRecorder(limits, problem.directions);
      return (step: number, value: number) => curve.report(step, value);
    },
    get shouldStop() {
      return made.curve?.shouldStop ?? false;
    },
    get problem() {
      return own ??= problemForRow(problem);
    },
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value &&
    typeof value.then === "function";
}

/** A failure is kept with its row: its texts are bounded. */
const MOST_MESSAGE = 2000;
const MOST_STACK = 8000;

/** Anything can be thrown, also what has no text or throws when it is asked for it. */
function toFailure(thrown: unknown): Failure {
  const kind = "exception";
  try {
    if (!(thrown instanceof Error)) return { kind, message: shorten(String(thrown), MOST_MESSAGE) };
    const { name, message, stack } = thrown;
    const isNamed = thrown instanceof RowFailure;
    return {
      kind: isNamed ? thrown.kind : kind,
      message: shorten(isNamed ? message : `${name}: ${message}`, MOST_MESSAGE),
      ...(typeof stack === "string" && { stack: shorten(stack, MOST_STACK) }),
    };
  } catch {
    return { kind, message: "a value that cannot be shown was thrown" };
  }
}

/** Checkpoints are kept with their rows: they are bounded, in bytes. */
const LARGEST = 256 * 1024 * 1024;

/** The last checkpoint of a row. */
export class CheckpointSlot {
  #saved: Uint8Array | undefined;

  /** A copy of what was saved last. */
  get saved(): Uint8Array | undefined {
    return this.#saved;
  }

  /**
   * Takes in bytes, in the place of those before.
   *
   * @throws {TypeError | RangeError} If they are none, or too many.
   */
  save(bytes: Uint8Array): void {
    if (!(bytes instanceof Uint8Array)) {
      throw new TypeError(
        `Cannot save a checkpoint as it must be a Uint8Array: current value is ${show(bytes)}`,
      );
    }
    if (bytes.length > LARGEST) {
      throw new RangeError(
        `Cannot save a checkpoint as it must have at most ${LARGEST} bytes: current size is ${bytes.length}`,
      );
    }
    this.#saved = bytes.slice();
  }
}
