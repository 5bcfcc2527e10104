/**
 * Numbers in JSON, without loss: JSON has no NaN, infinities and negative zero, which are written
 * as their names; every other double is its shortest decimal, which reads back as the same bits.
 *
 * @module
 */

/** A number as it stands in JSON. */
export type ExactNumber = number | "NaN" | "Infinity" | "-Infinity" | "-0";

const names: Readonly<Record<string, number>> = {
  "NaN": NaN,
  "Infinity": Infinity,
  "-Infinity": -Infinity,
  "-0": -0,
};

/** Writes a number for `JSON.stringify`. */
export function toExact(value: number): ExactNumber {
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? value : String(value) as ExactNumber;
}

/**
 * Reads what {@linkcode toExact} wrote.
 *
 * @throws {TypeError} If it is not such a number.
 */
export function fromExact(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "string" && Object.hasOwn(names, value)) return names[value];
  throw new TypeError(`Cannot read a number as it must be one: current value is ${String(value)}`);
}
