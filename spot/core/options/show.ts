/** Values and texts of the user's as messages show them. @module */

/** Longest text that a message quotes. */
const LONGEST = 100;

/** A text of the user's as a message quotes it: on one line, and cut where it is long. */
export function clip(text: string): string {
  return JSON.stringify(shorten(text, LONGEST)).slice(1, -1).replaceAll('\\"', '"');
}

/** A text for a message, of any lines: what is beyond a bound is counted, not shown. */
export function shorten(text: string, most: number = 2 * LONGEST): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).replace(/[\ud800-\udbff]$/, "")}... (${text.length} characters)`;
}

/** A number of things: "1 value", "2 values". */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/** A value as an error message shows it: short, and telling "2" from 2. */
export function show(value: unknown): string {
  return showWithin(value, 2);
}

/** Entries and digits that are shown. */
const MOST_ENTRIES = 5;
const MOST_DIGITS = 40;

function showWithin(value: unknown, depth: number): string {
  if (typeof value === "string") return showText(value);
  if (typeof value === "bigint") return showBigInt(value);
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (Array.isArray(value)) return showArray(value, depth);
  if (typeof value === "object" && value !== null) return showObject(value);
  return Object.is(value, -0) ? "-0" : String(value);
}

function showText(text: string): string {
  // A character may become six.
  const quoted = JSON.stringify(text.slice(0, LONGEST));
  const isCut = text.length > LONGEST || quoted.length > 2 * LONGEST;
  return isCut ? `${quoted.slice(0, 2 * LONGEST)}... (${text.length} characters)` : quoted;
}

function showBigInt(value: bigint): string {
  const isShort = BigInt.asIntN(MOST_DIGITS * 3, value) === value;
  return isShort ? `${value}n` : "a BigInt of more digits than are shown";
}

function showArray(values: readonly unknown[], depth: number): string {
  if (depth === 0) return "an array";
  const shown = values.slice(0, MOST_ENTRIES).map((entry) => showWithin(entry, depth - 1));
  return `[${shown.join(", ")}${values.length > MOST_ENTRIES ? ", ..." : ""}]`;
}

/** Typed arrays, maps, dates and the like by their class. */
function showObject(value: object): string {
  const name: unknown = value.constructor?.name;
  const isPlain = typeof name !== "string" || name === "" || name === "Object";
  const kind = isPlain ? "object" : shorten(name);
  return /^[aeio]/i.test(kind) ? `an ${kind}` : `a ${kind}`;
}
