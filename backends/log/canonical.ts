/**
 * One text for each value, whatever the order of its properties: to compare data of two runs.
 *
 * @module
 */
import { createHash } from "node:crypto";

/**
 * Writes a structured-cloneable value so that equal values, and only those, give equal texts.
 *
 * @param value Plain data: primitives, arrays, typed arrays, objects, dates, maps and sets.
 * @returns The text; numbers are exact, properties are sorted by name.
 */
export function canonical(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Date) return `Date(${value.getTime()})`;
  return canonicalObject(value);
}

function canonicalObject(value: object): string {
  if (Array.isArray(value)) return `[${Array.from(value, canonical).join(",")}]`;
  if (value instanceof Map) return `Map(${canonical([...value])})`;
  if (value instanceof Set) return `Set(${canonical([...value])})`;
  if (value instanceof ArrayBuffer) return `ArrayBuffer(${canonicalView(new Uint8Array(value))})`;
  if (ArrayBuffer.isView(value)) {
    return `${value.constructor.name}(${canonicalView(value)})`;
  }
  const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join()}}`;
}

function canonicalView(view: ArrayBufferView): string {
  if (view instanceof DataView) {
    return canonicalView(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
  return Array.from(view as unknown as ArrayLike<number | bigint>, canonical).join(",");
}

/** The SHA-256 of a value's canonical text, in hexadecimal. */
export function digest(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}
