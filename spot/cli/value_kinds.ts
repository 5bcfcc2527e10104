/** Kinds of values that options take on the command line. @module */
import { type NumberRule, obeysRule, readDecimal, ruleText } from "../core/options/number_rule.ts";

/** How a text becomes a value. */
export interface ValueKind<T> {
  /** What the value must be, for example "one of worker, subprocess". */
  readonly rule: string;
  /** Reads the text; undefined if it breaks the rule. */
  readonly read: (text: string) => T | undefined;
}

/** A number in decimal notation that obeys a rule. */
export function number(rule: NumberRule): ValueKind<number> {
  return {
    rule: `${ruleText(rule)} in decimal notation`,
    read: (text) => {
      const value = readDecimal(text);
      return value !== undefined && obeysRule(value, rule) ? value : undefined;
    },
  };
}

/** An integer. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): ValueKind<number> {
  return number({ integer: true, min, max });
}

/** A number above 0. */
export const positiveNumber = number({ min: 0, aboveMin: true, max: Number.MAX_VALUE });

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

/** A path. */
export const path: ValueKind<string> = {
  rule: "a path that is not empty",
  read: (text) => text === "" ? undefined : text,
};
