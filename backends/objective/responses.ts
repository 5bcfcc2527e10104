import type { RowOutcome } from "./evaluation.ts";

/**
 * Checks what an objective returned.
 *
 * @param value A number, or an array of at least one number.
 * @param allowNonFinite Whether NaN and infinities pass.
 * @returns The values, one per objective, and the failure if they cannot be used.
 */
export function toResponses(
  value: unknown,
  allowNonFinite: boolean,
): Pick<RowOutcome, "y" | "failure"> {
  const y = Array.isArray(value) ? [...value] : [value];
  if (y.length === 0 || !y.every((entry) => typeof entry === "number")) {
    const message = `the objective must return a number or an array of numbers: it returned ${
      describe(value)
    }`;
    return { y: [], failure: { kind: "value", message } };
  }
  if (allowNonFinite || y.every(Number.isFinite)) return { y };
  return { y, failure: { kind: "value", message: `the objective returned ${showValues(y)}` } };
}

/** All of a few values; of many the first that is not finite. */
function showValues(y: readonly number[]): string {
  if (y.length <= 10) return y.join(", ");
  const first = y.findIndex((value) => !Number.isFinite(value));
  return `${y[first]} as value ${first} of ${y.length}`;
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 60));
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : "an array with others";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
