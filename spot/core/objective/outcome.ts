import { show } from "../options/options.ts";
import type { Outcome } from "./evaluation.ts";

/**
 * Checks what an objective returned.
 *
 * @param returned A number, an array (or typed array) of at least one number, or an object with either
 * of them as `value` or `values`, and `constraints`.
 * @param allowNonFinite Whether NaN and infinities pass; constraints are always finite.
 * @returns The outcome; a failed one if the values cannot be used.
 */
export function toOutcome(returned: unknown, allowNonFinite: boolean): Outcome {
  if (!isRecord(returned)) return toResponses(returned, allowNonFinite);
  const { value, values, constraints, ...others } = returned;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined || (value === undefined) === (values === undefined)) {
    return failed(
      "the objective must return a number, an array of numbers, or an object with one of 'value' and " +
        `'values', and 'constraints': it returned ${show(returned)}`,
    );
  }
  const outcome = toResponses(value ?? values, allowNonFinite);
  return constraints === undefined ? outcome : withConstraints(outcome, constraints);
}

const isList = (value: unknown): value is Iterable<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && Symbol.iterator in value);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !isList(value) &&
    ["value", "values", "constraints"].some((name) => name in value);
}

function toResponses(value: unknown, allowNonFinite: boolean): Outcome {
  const responses: unknown[] = isList(value) ? Array.from(value) : [value];
  if (responses.length === 0 || !isNumbers(responses)) {
    const rule = "the objective must return a number or an array of numbers";
    return failed(`${rule}: it returned ${describe(value)}`);
  }
  const unusable = allowNonFinite ? -1 : responses.findIndex((entry) => !Number.isFinite(entry));
  if (unusable < 0) return { responses };
  return failed(`the objective returned ${showValues(responses, unusable)}`, responses);
}

/** A failed row keeps what it returned. */
function withConstraints(outcome: Outcome, given: unknown): Outcome {
  const constraints: unknown[] = isList(given) ? Array.from(given) : [given];
  if (!isList(given) || !isNumbers(constraints)) {
    const rule = "the objective's 'constraints' must be an array of numbers";
    return outcome.failure ? outcome : failed(`${rule}: it returned ${describe(given)}`);
  }
  const unusable = constraints.findIndex((entry) => !Number.isFinite(entry));
  if (unusable < 0 || outcome.failure) return { ...outcome, constraints };
  const message = `the objective returned constraints ${showValues(constraints, unusable)}`;
  return { ...failed(message, outcome.responses), constraints };
}

function failed(message: string, responses: readonly number[] = []): Outcome {
  return { responses, failure: { kind: "value", message } };
}

/** All of a few values, of many the one that is not usable. */
function showValues(y: readonly number[], unusable: number): string {
  return y.length <= 10 ? y.join(", ") : `${y[unusable]} as value ${unusable} of ${y.length}`;
}

function isNumbers(values: readonly unknown[]): values is number[] {
  return values.every((value) => typeof value === "number");
}

function describe(value: unknown): string {
  if (typeof value === "bigint") return `${show(value)}, a BigInt: Number() makes a number of it`;
  if (!Array.isArray(value) || value.length === 0) return show(value);
  const index = value.findIndex((entry) => typeof entry !== "number");
  return `${show(value)}, whose entry ${index} is ${show(value[index])}`;
}
