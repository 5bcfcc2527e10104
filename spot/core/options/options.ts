/**
 * Checks of options: what is wrong, the rule, the current value, and the nearest name that exists.
 *
 * @module
 */
import { type NumberRule, obeysRule, ruleText } from "./number_rule.ts";

export type { NumberRule } from "./number_rule.ts";

/**
 * The candidate nearest to a name that does not exist.
 *
 * @returns The candidate with the smallest number of insertions, deletions, replacements and swaps
 * (letter case and `_ -` ignored; a name cut short counts as one); else the longest that the name begins
 * with; else undefined.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let smallest = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const isCutShort = name.length > 2 && fold(candidate).startsWith(fold(name));
    const distance = isCutShort ? 1 : distanceBelow(smallest, fold(name), fold(candidate));
    if (distance < smallest) [nearest, smallest] = [candidate, distance];
  }
  return nearest ?? longestBeginning(name, candidates);
}

function longestBeginning(name: string, candidates: Iterable<string>): string | undefined {
  const begins = [...candidates].filter((candidate) =>
    candidate.length > 2 && fold(name).startsWith(fold(candidate))
  );
  return begins.sort((a, b) => b.length - a.length)[0];
}

const fold = (name: string) => name.toLowerCase().replace(/[_-]/g, "");

/** Longest names that are compared letter by letter, which costs the product of their lengths. */
const LONGEST_COMPARED = 200;

/** The edit distance; Infinity if it cannot be below the limit, or a name is too long to be one. */
function distanceBelow(limit: number, a: string, b: string): number {
  const isHopeless = Math.abs(a.length - b.length) >= limit ||
    Math.max(a.length, b.length) > LONGEST_COMPARED;
  return isHopeless ? Infinity : editDistance(a, b);
}

/** Optimal string alignment: Levenshtein's distance with swaps of neighbours. */
function editDistance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  for (let j = 1; j <= b.length; j++) d[0][j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replaced = d[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.length][b.length];
}

/** Most names that a message lists. */
const MOST_NAMES = 24;

/** Ends a message about an unknown name: what is near, and what there is. */
export function suggestion(name: string, candidates: Iterable<string>): string {
  const names = [...candidates];
  const nearest = nearestName(name, names);
  const listed = names.slice(0, MOST_NAMES).map(clip).join(", ");
  const others = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  const known = `known are ${listed}${others}`;
  return nearest === undefined ? known : `did you mean '${clip(nearest)}'? (${known})`;
}

/** Longest text that a message quotes. */
const LONGEST = 100;

/** A text of the user's as a message quotes it: on one line, and cut where it is long. */
export function clip(text: string): string {
  const line = JSON.stringify(text.slice(0, LONGEST)).slice(1, -1).replaceAll('\\"', '"');
  return text.length > LONGEST ? `${line}... (${text.length} characters)` : line;
}

/**
 * Refuses options that nobody reads.
 *
 * @param action What cannot be done, for example "make a parallel objective".
 * @throws {TypeError} If the options are no plain object or hold a name that is not known.
 */
export function checkOptionNames(
  action: string,
  options: unknown,
  known: readonly string[],
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(
      `Cannot ${action} as options must be an object: current value is ${show(options)}`,
    );
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new TypeError(
      `Cannot ${action} as option '${clip(name)}' is unknown: ${suggestion(name, known)}`,
    );
  }
}

/** The options without those that are undefined: an option that is undefined is not given. */
export function givenOptions<T extends object>(options: T): Partial<T> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<T>;
}

/** Most characters of a text that a message shows. */
const MOST_CHARACTERS = 200;

/** A text for a message: what is beyond a bound is counted, not shown. */
export function shorten(text: string, most: number = MOST_CHARACTERS): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).replace(/[\ud800-\udbff]$/, "")}... (${text.length} characters)`;
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

/**
 * Checks one numeric option.
 *
 * @returns The value, as a number.
 * @throws {TypeError} If it is no number.
 * @throws {RangeError} If it is NaN or breaks the rule.
 */
export function checkNumber(
  action: string,
  name: string,
  value: unknown,
  rule: NumberRule = {},
): number {
  const why = `Cannot ${action} as '${name}' must be ${ruleText(rule)}: current value is ${
    show(value)
  }`;
  if (typeof value !== "number") throw new TypeError(why);
  if (!obeysRule(value, rule)) throw new RangeError(why);
  return value;
}

/** Checks an option that must be true or false. */
export function checkBoolean(action: string, name: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new TypeError(
    `Cannot ${action} as '${name}' must be true or false: current value is ${show(value)}`,
  );
}

/** Checks an option that must be one of several names. */
export function checkChoice<T extends string>(
  action: string,
  name: string,
  value: unknown,
  choices: readonly T[],
): T {
  if (choices.includes(value as T)) return value as T;
  const why = `Cannot ${action} as '${name}' must be one of ${
    choices.join(", ")
  }: current value is ${show(value)}`;
  if (typeof value !== "string") throw new TypeError(why);
  const nearest = nearestName(value, choices);
  throw new RangeError(nearest !== undefined ? `${why}; did you mean '${nearest}'?` : why);
}
