/**
 * Double-double arithmetic: numbers as unevaluated sums of two doubles, about 106 bits.
 * Error-free transforms after T. J. Dekker (1971), "A floating-point technique for extending the
 * available precision", Numerische Mathematik 18, 224-242, and D. E. Knuth, The Art of Computer
 * Programming, vol. 2, 4.2.2.
 *
 * @module
 */

/** The number `high + low`, with `|low|` at most half a unit in the last place of `high`. */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

/** 2^27 + 1: splits a double into halves of 26 bits. */
const SPLITTER = 134217729;

/** The natural logarithm of 2. */
export const LN2: DoubleDouble = { high: 0.6931471805599453, low: 2.3190468138462996e-17 };

function split(a: number): DoubleDouble {
  const scaled = SPLITTER * a;
  const high = scaled - (scaled - a);
  return { high, low: a - high };
}

/** The product of two doubles, exactly, unless it overflows or loses bits to underflow. */
export function exactProduct(a: number, b: number): DoubleDouble {
  const high = a * b;
  const { high: aHigh, low: aLow } = split(a);
  const { high: bHigh, low: bLow } = split(b);
  const low = ((aHigh * bHigh - high) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
  return { high, low };
}

/** The sum of two doubles, exactly. */
export function exactSum(a: number, b: number): DoubleDouble {
  const high = a + b;
  const part = high - a;
  return { high, low: (a - (high - part)) + (b - part) };
}

/** The sum of two doubles, exactly, where `|a| >= |b|`. */
export function normalised(a: number, b: number): DoubleDouble {
  const high = a + b;
  return { high, low: b - (high - a) };
}

/** The sum of two double-doubles, to about 104 bits. */
export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const highs = exactSum(a.high, b.high);
  const lows = exactSum(a.low, b.low);
  const sum = normalised(highs.high, highs.low + lows.high);
  return normalised(sum.high, sum.low + lows.low);
}

/** The product of two double-doubles, to about 104 bits. */
export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const { high, low } = exactProduct(a.high, b.high);
  return normalised(high, low + (a.high * b.low + a.low * b.high));
}

/** The quotient of two double-doubles, to about 101 bits. */
export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const quotient = a.high / b.high;
  const { high, low } = exactProduct(quotient, b.high);
  const remainder = ((a.high - high) - low) + a.low - quotient * b.low;
  return normalised(quotient, remainder / b.high);
}

/** The square root of a positive double-double, to about 104 bits: one step of Newton's method. */
export function squareRoot(a: DoubleDouble): DoubleDouble {
  const root = Math.sqrt(a.high);
  const { high, low } = exactProduct(root, root);
  return normalised(root, ((a.high - high) - low + a.low) / (2 * root));
}
