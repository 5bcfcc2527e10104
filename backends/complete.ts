/** Every row asked for comes back exactly once, whatever the backend does. @module */
import { inspect } from "node:util";
import type { EvaluationResult, EvaluationTask } from "../spot/core/objective/evaluation.ts";
import type { Problem } from "../spot/core/objective/problem.ts";
import { shorten, show } from "../spot/core/options/options.ts";
import { isFixed } from "../spot/core/space/variable.ts";

/**
 * Checks rows before any work is done.
 *
 * @throws {TypeError | RangeError} If x is not one number per free variable, or a row is repeated.
 */
export function checkTasks(tasks: readonly EvaluationTask[], { variables }: Problem): void {
  const width = variables.filter((variable) => !isFixed(variable)).length;
  const rows = new Set<number>();
  for (const { row, x } of tasks) {
    if (!Array.isArray(x) || x.length !== width) {
      throw new RangeError(
        `Cannot evaluate row ${row} as its x must have one value per free variable (${width}): ` +
          `current length is ${Array.isArray(x) ? x.length : "none"}`,
      );
    }
    for (let column = 0; column < width; column++) {
      if (typeof x[column] === "number" && !Number.isNaN(x[column])) continue;
      throw new TypeError(
        `Cannot evaluate row ${row} as its x must hold numbers: current value of column ` +
          `${column} is ${show(x[column])}`,
      );
    }
    if (rows.has(row)) throw new RangeError(`Cannot evaluate rows as row ${row} is repeated`);
    rows.add(row);
  }
}

/** The backend could not evaluate all rows. What it has finished is in `results`. */
export class BackendError extends Error {
  /** The class's name, which survives minification. */
  override readonly name = "BackendError";
  /** Every finished result of the batch. */
  readonly results: readonly EvaluationResult[];

  /** Keeps what was finished, and the cause. */
  constructor(message: string, results: readonly EvaluationResult[], options?: ErrorOptions) {
    super(message, options);
    this.results = results;
  }
}

/**
 * Passes results on, each row once; late and repeated ones are left out.
 *
 * @param evaluate Starts the backend; called with the first step of the iteration, so that one that
 * is given up before has started nothing.
 * @throws {BackendError} If the backend fails or leaves out rows: fewer rows than asked for are
 * never a success.
 */
export async function* complete(
  tasks: readonly EvaluationTask[],
  evaluate: () => AsyncIterable<EvaluationResult>,
  signal: AbortSignal | undefined,
): AsyncGenerator<EvaluationResult, void, undefined> {
  const missing = new Set(tasks.map(({ row }) => row));
  const finished: EvaluationResult[] = [];
  try {
    for await (const result of evaluate()) {
      checkResult(result);
      if (!missing.delete(result.row)) continue;
      finished.push(result);
      yield result;
    }
  } catch (error) {
    if (signal?.aborted && error === signal.reason) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new BackendError(message, finished, { cause: error });
  }
  if (missing.size === 0) return;
  const [first] = missing;
  throw new BackendError(
    `Cannot evaluate all rows as the backend left out ${missing.size} of ${tasks.length}: ` +
      `the first is row ${first}`,
    finished,
  );
}

const provenance = ["worker", "attempt", "startMs", "endMs", "costMs"];

/** A backend of the user's own may yield anything. */
function checkResult(result: unknown): void {
  const isResult = typeof result === "object" && result !== null &&
    "row" in result && Number.isInteger(result.row) &&
    "y" in result && Array.isArray(result.y) &&
    result.y.every((value) => typeof value === "number") &&
    provenance.every((name) =>
      Number.isFinite((result as Readonly<Record<string, unknown>>)[name])
    );
  if (isResult) return;
  const shown = shorten(inspect(result, { depth: 1, maxArrayLength: 5, breakLength: Infinity }));
  throw new TypeError(
    "Cannot evaluate rows as the backend must yield results with 'row', 'y', an array of numbers, " +
      `and the numbers ${provenance.join(", ")}: it yielded ${shown}`,
  );
}
