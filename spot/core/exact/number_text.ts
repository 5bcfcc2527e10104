/** Numbers as people read them: integers exact, others by as many digits as tell them apart. @module */

const DIGITS = 6;
const ALL_DIGITS = 17;
/** From here on an integer is written with an exponent: most of its digits are not significant. */
const EXPONENT_FROM = 1e21;

/**
 * Writes one number.
 *
 * @param digits The fewest significant digits of a number that is not an integer; all
 * digits of its integer part are written.
 */
export function numberText(value: number, digits: number = DIGITS): string {
  if (Number.isInteger(value) && Math.abs(value) < EXPONENT_FROM) return BigInt(value).toString();
  if (!Number.isFinite(value)) return String(value);
  const whole = Math.abs(value) < EXPONENT_FROM ? String(Math.trunc(Math.abs(value))).length : 0;
  return String(Number(value.toPrecision(Math.max(digits, whole))));
}

/**
 * Writes numbers that stand together, each by the fewest digits that tell it from its neighbours in
 * size: different numbers are different texts.
 *
 * @param digits The fewest significant digits of a number that is not an integer.
 */
export function numberTexts(values: readonly number[], digits: number = DIGITS): string[] {
  const sorted = [...new Set(values)].filter(Number.isFinite).sort((a, b) => a - b);
  const needed = sorted.slice(1).map((value, i) => digitsBetween(sorted[i], value, digits));
  const texts = new Map(sorted.map((value, i) => [
    value,
    numberText(value, Math.max(digits, needed[i - 1] ?? 0, needed[i] ?? 0)),
  ]));
  return values.map((value) => texts.get(value) ?? numberText(value));
}

/** The fewest digits from which on, with any more, two numbers are different texts. */
function digitsBetween(a: number, b: number, least: number): number {
  let digits = ALL_DIGITS;
  while (digits > least && numberText(a, digits - 1) !== numberText(b, digits - 1)) digits--;
  return digits;
}

/** Writes every bit of a number: read back, it is the same one. */
export function exactText(value: number): string {
  return Object.is(value, -0) ? "-0" : numberText(value, ALL_DIGITS);
}
