import { show } from "../options/options.ts";
import type { Outcome } from "./evaluation.ts";

/**
 * Checks what an objective returned.
 *
 * @param value A number, or an array (or typed array) of at least one number.
 * @param allowNonFinite Whether NaN and infinities pass.
 * @returns The outcome; a failed one if the values cannot be used.
 */
export function toOutcome(value: unknown, allowNonFinite: boolean): Outcome {
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && Symbol.iterator in value);
  const responses: unknown[] = isList ? Array.from(value as Iterable<unknown>) : [value];
  if (responses.length === 0 || !isNumbers(responses)) {
    const rule = "the objective must return a number or an array of numbers";
    return {
      responses: [],
      failure: { kind: "value", message: `${rule}: it returned ${describe(value)}` },
    };
  }
  const unusable = allowNonFinite ? -1 : responses.findIndex((entry) => !Number.isFinite(entry));
  if (unusable < 0) return { responses };
  return {
    responses,
    failure: {
      kind: "value",
      message: `the objective returned ${showValues(responses, unusable)}`,
    },
  };
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
