/** Kinds of values that options take on the command line. @module */

/** How a text becomes a value. */
export interface ValueKind<T> {
  /** What the value must be, for example "a positive integer". */
  readonly rule: string;
  /** Reads the text; undefined if it breaks the rule. */
  readonly read: (text: string) => T | undefined;
}

/** An integer in decimal digits. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): ValueKind<number> {
  return {
    rule: integerRule(min, max),
    read: (text) => {
      const value = Number(text);
      return /^-?\d+$/.test(text) && value >= min && value <= max ? value : undefined;
    },
  };
}

function integerRule(min: number, max: number): string {
  if (max < Number.MAX_SAFE_INTEGER) return `an integer from ${min} to ${max}`;
  return min === 1 ? "a positive integer" : `an integer of at least ${min}`;
}

/** A number above 0. */
export const positiveNumber: ValueKind<number> = {
  rule: "a number above 0",
  read: (text) => {
    const value = Number(text);
    return /^\d*\.?\d+$/.test(text) && value > 0 && Number.isFinite(value) ? value : undefined;
  },
};

/** One of several names. */
export function choice<T extends string>(choices: readonly T[]): ValueKind<T> {
  return {
    rule: `one of ${choices.join(", ")}`,
    read: (text) => choices.find((candidate) => candidate === text),
  };
}

/** Several different values, separated by commas. */
export function listOf<T>(kind: ValueKind<T>): ValueKind<readonly T[]> {
  return {
    rule: `${kind.rule}, or several separated by commas`,
    read: (text) => {
      const values = text.split(",").map((part) => kind.read(part.trim()));
      const usable = values.filter((value) => value !== undefined);
      return usable.length === values.length ? [...new Set(usable)] : undefined;
    },
  };
}

/** A path that is not empty. */
export const path: ValueKind<string> = {
  rule: "a path",
  read: (text) => text === "" ? undefined : text,
};
