import { show } from "../options/options.ts";
import type { RowOutcome } from "./evaluation.ts";

/**
 * Checks what an objective returned.
 *
 * @param value A number, or an array (or typed array) of at least one number.
 * @param allowNonFinite Whether NaN and infinities pass.
 * @returns The values, one per objective, and the failure if they cannot be used.
 */
export function toResponses(
  value: unknown,
  allowNonFinite: boolean,
): Pick<RowOutcome, "y" | "failure"> {
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && Symbol.iterator in value);
  const y: unknown[] = isList ? Array.from(value as Iterable<unknown>) : [value];
  if (y.length === 0 || !isNumbers(y)) {
    const rule = "the objective must return a number or an array of numbers";
    return {
      y: [],
      failure: { kind: "value", message: `${rule}: it returned ${describe(value)}` },
    };
  }
  const unusable = allowNonFinite ? -1 : y.findIndex((entry) => !Number.isFinite(entry));
  if (unusable < 0) return { y };
  return {
    y,
    failure: { kind: "value", message: `the objective returned ${showValues(y, unusable)}` },
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
