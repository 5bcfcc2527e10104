/**
 * Logarithm and exponential carried to more than double precision, for the power function.
 *
 * @module
 */
import { scaleByPowerOfTwo, splitExponent } from "./power_of_two.ts";
import {
  add,
  divide,
  type DoubleDouble,
  exactProduct,
  exactSum,
  LN2,
  multiply,
  normalised,
} from "./_double_double.ts";

const ONE_THIRD: DoubleDouble = { high: 0.3333333333333333, low: 1.850371707708594e-17 };
const INVERSE_LN2 = 1.4426950408889634;

/**
 * ln(high + low) with a relative error of about 2^-64: with m the mantissa and s = (m - 1) / (m + 1),
 * ln m = 2 (s + s^3 / 3 + s^5 / 5 + ...), of which the first two terms are double-doubles.
 *
 * @param high Positive and finite.
 * @param low At most half a unit in the last place of high.
 */
export function logDoubleDouble(high: number, low: number): DoubleDouble {
  const { mantissa, exponent } = splitExponent(high);
  const rest = low === 0 ? 0 : low * (mantissa / high);
  const sum = exactSum(mantissa, 1);
  const s = divide(exactSum(mantissa - 1, rest), normalised(sum.high, sum.low + rest));
  const z = multiply(s, s);
  const cubic = multiply(multiply(s, z), ONE_THIRD);
  const tail = { high: s.high * z.high * z.high * atanhTail(z.high), low: 0 };
  const half = add(s, add(cubic, tail));
  const log = { high: 2 * half.high, low: 2 * half.low };
  return exponent === 0 ? log : add(multiply(LN2, { high: exponent, low: 0 }), log);
}

/** 1/5 + z/7 + z^2/9 + ..., z <= 0.0295. */
function atanhTail(z: number): number {
  let sum = 1 / 27;
  for (let odd = 25; odd >= 5; odd -= 2) sum = sum * z + 1 / odd;
  return sum;
}

/** exp(high + low), rounded to a double with an error of about 0.51 units in the last place. */
export function expDoubleDouble(high: number, low: number): number {
  if (high > 710) return Infinity;
  if (high < -746) return 0;
  const k = Math.round(high * INVERSE_LN2);
  const r = add({ high, low }, multiply(LN2, { high: -k, low: 0 }));
  const growth = expm1OfReduced(r);
  const sum = exactSum(1, growth.high);
  return scaleByPowerOfTwo(sum.high + (sum.low + growth.low), k);
}

/** exp(r) - 1 for |r| <= 0.35, to about 60 bits. */
function expm1OfReduced(r: DoubleDouble): DoubleDouble {
  const square = exactProduct(r.high, r.high);
  const cubic = square.high * r.high * exponentialTail(r.high);
  const sum = exactSum(r.high, square.high / 2);
  return normalised(sum.high, sum.low + (r.low * (1 + r.high) + square.low / 2 + cubic));
}

/** 1/3! + r/4! + r^2/5! + ..., |r| <= 0.35. */
function exponentialTail(r: number): number {
  let sum = 1;
  for (let n = 15; n >= 4; n--) sum = sum * (r / n) + 1;
  return sum / 6;
}
