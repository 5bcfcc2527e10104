/**
 * Kinds of values that options take: a rule's text and its test are one entry, so that they cannot
 * differ. Options of functions and of the command line share them.
 *
 * @module
 */
import { nearestName } from "./nearest_name.ts";
import { show } from "./show.ts";

/** Why a value is refused. */
export class Fault {
  /**
   * @param rule What the value must be.
   * @param more `isType`: whether it is of another type, otherwise it breaks the rule; `at`: where in
   * the option it stands, for example "[1]"; `hint`: what may have been meant.
   */
  constructor(
    readonly rule: string,
    readonly value: unknown,
    readonly more: { readonly isType?: boolean; readonly at?: string; readonly hint?: string } = {},
  ) {}

  /** The same fault, of an entry of what is checked. */
  within(at: string): Fault {
    return new Fault(this.rule, this.value, { ...this.more, at: `${at}${this.more.at ?? ""}` });
  }

  /** The error that tells of it. */
  toError(action: string, name: string): TypeError | RangeError {
    const { isType, at = "", hint = "" } = this.more;
    const rule = `Cannot ${action} as '${name}${at}' must be ${this.rule}`;
    const message = `${rule}: current value is ${show(this.value)}${hint}`;
    return isType ? new TypeError(message) : new RangeError(message);
  }
}

/** What values an option takes. */
export interface Kind<T> {
  /** What the value must be, for example "true or false". */
  readonly rule: string;
  /** The value, arrays copied; or its fault. */
  readonly check: (value: unknown) => T | Fault;
  /** What a text on the command line stands for. @default {the text itself} */
  readonly parse?: (text: string) => unknown;
  /** The rule of that text. @default {the rule} */
  readonly textRule?: string;
  /** What stands for that text in a command's help. */
  readonly placeholder?: string;
  /** All texts that it may be, if they are few. */
  readonly names?: readonly string[];
  /** Holds T to be the very type of the option; never set. */
  readonly "~type"?: (value: T) => void;
}

/** Values that pass a test; others are a TypeError, or as `isType` says. */
export function kind<T>(
  rule: string,
  accepts: (value: unknown) => boolean,
  { isType = true }: { readonly isType?: boolean } = {},
): Kind<T> {
  return {
    rule,
    check: (value) =>
      accepts(value)
        ? (Array.isArray(value) ? [...value] : value) as T
        : new Fault(rule, value, { isType }),
  };
}

/** A number that obeys a rule; on the command line no integer that a double would round. */
export function number(rule: NumberRule = {}): Kind<number> {
  const text = ruleText(rule);
  const { integer, max = integer ? Number.MAX_SAFE_INTEGER : undefined } = rule;
  return {
    rule: text,
    check: (value) => {
      if (typeof value !== "number") return new Fault(text, value, { isType: true });
      return obeysRule(value, rule) ? value : new Fault(text, value);
    },
    placeholder: "n",
    parse: (typed) => {
      const value = readDecimal(typed);
      return value !== undefined && obeysRule(value, { ...rule, max }) ? value : undefined;
    },
    textRule: `${ruleText({ ...rule, max })} in decimal notation`,
  };
}

/** An integer. */
export function integer(min?: number, max?: number): Kind<number> {
  return number({ integer: true, min, max });
}

/** The seed of a random stream, 0 .. 2^53 - 1. */
export const seedNumber: Kind<number> = integer(0, Number.MAX_SAFE_INTEGER);

/** A finite number above 0. */
export const positiveNumber: Kind<number> = number({
  min: 0,
  aboveMin: true,
  max: Number.MAX_VALUE,
});

/** True or false. */
export const boolean: Kind<boolean> = kind("true or false", (value) => typeof value === "boolean");

/** One of several names. */
export function choice<const T extends string>(names: readonly T[]): Kind<T> {
  const rule = `one of ${names.join(", ")}`;
  return {
    rule,
    placeholder: "name",
    names,
    check: (value) => {
      if (typeof value !== "string") return new Fault(rule, value, { isType: true });
      if (names.includes(value as T)) return value as T;
      const nearest = nearestName(value, names);
      const hint = nearest === undefined ? "" : `; did you mean '${nearest}'?`;
      return new Fault(rule, value, { hint });
    },
  };
}

/** One value and no other, such as "auto" or Infinity. */
export function literal<const T extends string | number>(only: T): Kind<T> {
  return kind(show(only), (value) => value === only);
}

/** A function, which `rule` describes. */
export function callback<T>(rule = "a function"): Kind<T> {
  return kind(rule, (value) => typeof value === "function");
}

/** An AbortSignal. */
export const abortSignal: Kind<AbortSignal> = kind(
  "an AbortSignal",
  (value) => value instanceof AbortSignal,
);

/** A path. */
export const path: Kind<string> = {
  ...kind("a path that is not empty", (value) => typeof value === "string" && value !== ""),
  placeholder: "path",
};

/** Anything: what is checked elsewhere, together with others. */
export function anything<T>(): Kind<T> {
  return { rule: "anything", check: (value) => value as T };
}

/**
 * Several values of one kind; on the command line different ones, separated by commas.
 *
 * @param rule What the array must be, for messages about what is none.
 */
export function listOf<T>(
  { check, rule, parse = (text) => text, textRule = rule, placeholder, names }: Kind<T>,
  listRule: string = `an array, each entry ${rule}`,
): Kind<readonly T[]> {
  return {
    rule: listRule,
    check: (value) => {
      if (!Array.isArray(value)) return new Fault(listRule, value, { isType: true });
      const checked = Array.from<unknown, T | Fault>(value, check);
      const i = checked.findIndex((entry) => entry instanceof Fault);
      return i < 0 ? checked as T[] : (checked[i] as Fault).within(`[${i}]`);
    },
    parse: (text) => [...new Set(text.split(",").map((part) => parse(part.trim())))],
    textRule: `${textRule}, or several separated by commas`,
    placeholder: placeholder && `${placeholder}s`,
    names,
  };
}

/** A value of one of two kinds. */
export function either<A, B>(first: Kind<A>, second: Kind<B>): Kind<A | B> {
  const rule = `${first.rule}, or ${second.rule}`;
  return {
    rule,
    check: (value) => {
      const checked = first.check(value);
      if (!(checked instanceof Fault)) return checked;
      const other = second.check(value);
      if (!(other instanceof Fault)) return other;
      const faults = [checked, other];
      return faults.find(({ more }) => more.at) ?? new Fault(rule, value, {
        isType: faults.every(({ more }) => more.isType),
        hint: faults.map(({ more }) => more.hint ?? "").join(""),
      });
    },
  };
}

/** The rule that a number must obey; `Number.MAX_VALUE` as a bound means that it must be finite. */
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

/** Tells whether a number obeys a rule; NaN obeys none. */
export function obeysRule(value: number, rule: NumberRule): boolean {
  const { min = -Infinity, max = Infinity, integer, aboveMin, belowMax } = rule;
  const isAbove = aboveMin ? value > min : value >= min;
  const isBelow = belowMax ? value < max : value <= max;
  return isAbove && isBelow && (!integer || Number.isInteger(value));
}

/** What a number must be, for example "an integer from 0 to 9" or "a finite number above 0". */
export function ruleText({ min, max, integer, aboveMin, belowMax }: NumberRule): string {
  const least = min === -Number.MAX_VALUE ? undefined : min;
  const most = max === Number.MAX_VALUE ? undefined : max;
  const isFinite = !integer && (least !== min || most !== max);
  if (integer && min === -Number.MAX_SAFE_INTEGER && max === Number.MAX_SAFE_INTEGER) {
    return "a safe integer";
  }
  if (integer && least === 1) {
    return most === undefined ? "a positive integer" : `a positive integer of at most ${most}`;
  }
  const kind = integer ? "an integer" : isFinite ? "a finite number" : "a number";
  return [kind, rangeText({ min: least, max: most, aboveMin, belowMax })].filter(Boolean).join(" ");
}

function rangeText({ min, max, aboveMin, belowMax }: NumberRule): string {
  const lower = min === undefined ? "" : aboveMin ? `above ${min}` : `of at least ${min}`;
  if (max === undefined) return lower;
  if (min === undefined) return belowMax ? `below ${max}` : `of at most ${max}`;
  if (!aboveMin && !belowMax) return `from ${min} to ${max}`;
  return `${lower} and ${belowMax ? "below" : "at most"} ${max}`;
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads a number in decimal notation, such as 12, -0.5, .5, 5. or 1e-3.
 *
 * @returns The nearest double, infinite if there is none; undefined if the text is no such number.
 */
export function readDecimal(text: string): number | undefined {
  return DECIMAL.test(text) ? Number(text) : undefined;
}
