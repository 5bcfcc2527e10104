/**
 * Checks of options: what is wrong, the rule, the current value, and the nearest name that exists.
 *
 * @module
 */

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
    const distance = isCutShort ? 1 : editDistance(fold(name), fold(candidate));
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

/** Ends a message about an unknown name: what is near, and what there is. */
export function suggestion(name: string, candidates: Iterable<string>): string {
  const names = [...candidates];
  const nearest = nearestName(name, names);
  const known = `known are ${names.join(", ")}`;
  return nearest ? `did you mean '${nearest}'? (${known})` : known;
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
      `Cannot ${action} as option '${name}' is unknown: ${suggestion(name, known)}`,
    );
  }
}

/** The options without those that are undefined: an option that is undefined is not given. */
export function givenOptions<T extends object>(options: T): Partial<T> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<T>;
}

/** A value as an error message shows it: short, and telling "2" from 2. */
export function show(value: unknown): string {
  return showWithin(value, 0);
}

function showWithin(value: unknown, depth: number): string {
  if (typeof value === "string") return shorten(JSON.stringify(value.slice(0, LONGEST_SHOWN)));
  if (typeof value === "bigint") return `${shorten(String(value))}n`;
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) {
    if (depth > 1) return "an array";
    const entries = Array.from(value.slice(0, 5), (entry) => showWithin(entry, depth + 1));
    return `[${entries.join(", ")}${value.length > 5 ? ", ..." : ""}]`;
  }
  if (typeof value === "object" && value !== null) return "an object";
  return Object.is(value, -0) ? "-0" : shorten(String(value));
}

const LONGEST_SHOWN = 200;

/** A text as an error message shows it: its beginning, if it is long. */
export function shorten(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text;
}

/** The rule that a numeric option must obey. */
export interface NumberRule {
  /** @default {-Infinity} */
  readonly min?: number;
  /** @default {Infinity} */
  readonly max?: number;
  /** Whether only integers pass. @default {false} */
  readonly integer?: boolean;
  /** Whether min itself is refused. @default {false} */
  readonly aboveMin?: boolean;
  /** Whether max itself is refused. @default {false} */
  readonly belowMax?: boolean;
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
  const { min = -Infinity, max = Infinity, integer, aboveMin, belowMax } = rule;
  const why = `Cannot ${action} as '${name}' must be ${describeRule(rule)}: current value is ${
    show(value)
  }`;
  if (typeof value !== "number") throw new TypeError(why);
  const isAbove = aboveMin ? value > min : value >= min;
  const isBelow = belowMax ? value < max : value <= max;
  if (!isAbove || !isBelow || (integer && !Number.isInteger(value))) throw new RangeError(why);
  return value;
}

function describeRule({ min, max, integer, aboveMin, belowMax }: NumberRule): string {
  if (integer && min === 1) {
    return `a positive integer${max === undefined ? "" : ` of at most ${max}`}`;
  }
  const kind = integer ? "an integer" : "a number";
  if (min !== undefined && max !== undefined && belowMax) {
    return `${kind} ${aboveMin ? "above" : "of at least"} ${min} and below ${max}`;
  }
  if (min !== undefined && max !== undefined) {
    return `${kind} ${aboveMin ? "above" : "from"} ${min} ${
      aboveMin ? "and at most" : "to"
    } ${max}`;
  }
  if (min !== undefined) return `${kind} ${aboveMin ? "above" : "of at least"} ${min}`;
  return max === undefined ? kind : `${kind} of at most ${max}`;
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
  throw new RangeError(nearest ? `${why}; did you mean '${nearest}'?` : why);
}
