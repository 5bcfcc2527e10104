/** What goes into a backend and comes out of it, checked. @module */
import { inspect } from "node:util";
import type { EvaluationTask } from "./evaluation.ts";
import type { Problem } from "./problem.ts";
import { shorten, show } from "../options/options.ts";
import { isFixed } from "../space/variable.ts";

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

const isNumbers = (values: unknown) =>
  Array.isArray(values) && values.every((value) => typeof value === "number");

const provenance = ["worker", "attempt", "startMs", "endMs", "costMs"];

/**
 * Checks a result: a backend of the user's own may yield anything.
 *
 * @throws {TypeError} If it is none.
 */
export function checkResult(result: unknown): void {
  const isResult = typeof result === "object" && result !== null &&
    "row" in result && Number.isInteger(result.row) &&
    "responses" in result &&
    [result.responses, "constraints" in result ? result.constraints ?? [] : []].every(isNumbers) &&
    provenance.every((name) =>
      Number.isFinite((result as Readonly<Record<string, unknown>>)[name])
    );
  if (isResult) return;
  const shown = shorten(inspect(result, { depth: 1, maxArrayLength: 5, breakLength: Infinity }));
  throw new TypeError(
    "Cannot evaluate rows as the backend must yield results with 'row', 'responses', an array of " +
      `numbers, and the numbers ${provenance.join(", ")}: it yielded ${shown}`,
  );
}
