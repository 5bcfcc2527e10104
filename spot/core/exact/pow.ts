/** The exact-arithmetic power function. @module */
import { exactProduct } from "./_double_double.ts";
import { expDoubleDouble, logDoubleDouble } from "./_log_exp.ts";

/**
 * The power `base^exponent = exp(exponent ln(base))`, the same bits on every engine. The error is
 * below 0.52 units in the last place, so that results a double can hold (`pow(2, 10)`,
 * `pow(10, 3)`) are exact. Special values are those of ECMAScript's `Math.pow`.
 *
 * @param base Any number.
 * @param exponent Any number.
 * @returns The power; NaN for a negative base with an exponent that is not an integer.
 */
export function pow(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  if (base !== base || exponent !== exponent) return NaN;
  if (exponent === Infinity || exponent === -Infinity) return infinitePower(base, exponent);
  const isInteger = Math.trunc(exponent) === exponent;
  const isOdd = isInteger && exponent % 2 !== 0;
  if (base === 0 || base === Infinity || base === -Infinity) {
    return extremeBase(base, exponent, isOdd);
  }
  if (base < 0 && !isInteger) return NaN;
  const magnitude = finitePower(Math.abs(base), exponent);
  return base < 0 && isOdd ? -magnitude : magnitude;
}

function finitePower(base: number, exponent: number): number {
  if (base === 1) return 1;
  if (exponent === 1) return base;
  const log = logDoubleDouble(base, 0);
  const estimate = log.high * exponent;
  if (estimate > 710) return Infinity;
  if (estimate < -746) return 0;
  if (Math.abs(estimate) < 1e-17) return 1;
  const { high, low } = exactProduct(log.high, exponent);
  return expDoubleDouble(high, low + log.low * exponent);
}

function infinitePower(base: number, exponent: number): number {
  const magnitude = Math.abs(base);
  if (magnitude === 1) return NaN;
  return magnitude > 1 === exponent > 0 ? Infinity : 0;
}

function extremeBase(base: number, exponent: number, isOdd: boolean): number {
  const large = base === 0 ? exponent < 0 : exponent > 0;
  const magnitude = large ? Infinity : 0;
  const negative = base < 0 || Object.is(base, -0);
  return negative && isOdd ? -magnitude : magnitude;
}
