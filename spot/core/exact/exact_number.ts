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

const TAG = "$number";

/**
 * Plain data for `JSON.stringify`, whatever their fields: NaN, infinities and -0, at any depth, become
 * `{"$number": "NaN"}`, and a name that begins with `$` gets another one, so that no two values are one.
 */
export function toExactData(value: unknown): unknown {
  if (typeof value === "number") {
    const exact = toExact(value);
    return typeof exact === "number" ? exact : { [TAG]: exact };
  }
  if (Array.isArray(value)) return value.map(toExactData);
  if (typeof value !== "object" || value === null) return value;
  return mapEntries(value, (name) => name.startsWith("$") ? `$${name}` : name, toExactData);
}

/**
 * Reads what {@linkcode toExactData} wrote.
 *
 * @throws {TypeError} If a number's name is unknown.
 */
export function fromExactData(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(fromExactData);
  if (typeof data !== "object" || data === null) return data;
  if (TAG in data) return fromExact(data[TAG]);
  return mapEntries(data, (name) => name.startsWith("$") ? name.slice(1) : name, fromExactData);
}

function mapEntries(
  record: object,
  toName: (name: string) => string,
  toValue: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [toName(name), toValue(value)]),
  );
}
