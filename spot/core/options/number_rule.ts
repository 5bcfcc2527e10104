/** Rules of numbers: the test and its text come from one entry, so that they cannot differ. @module */

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
