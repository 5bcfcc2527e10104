/** Powers of two: exact units and exact scaling, by the exponent field of doubles. @module */

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);
number[0] = 1;
/** The index of the word that holds sign and exponent: depends on the machine's byte order. */
const HIGH = words[1] === 0 ? 0 : 1;
const TWO_54 = 18014398509481984;
const TWO_1023 = 8.98846567431158e307;

/** 2^k for -1022 <= k <= 1023. */
function powerOfTwo(k: number): number {
  words[HIGH] = (k + 1023) << 20;
  words[1 - HIGH] = 0;
  return number[0];
}

/**
 * x times 2^k, rounded once.
 *
 * @param x A number of magnitude in [0.5, 2).
 * @param k An integer; results beyond the range of doubles become 0 or infinity.
 */
export function scaleByPowerOfTwo(x: number, k: number): number {
  const bounded = Math.max(-1100, Math.min(1100, k));
  const half = Math.trunc(bounded / 2);
  return x * powerOfTwo(half) * powerOfTwo(bounded - half);
}

/**
 * Splits a positive finite number.
 *
 * @returns The mantissa in [sqrt(1/2), sqrt(2)) and the exponent of 2.
 */
export function splitExponent(x: number): { mantissa: number; exponent: number } {
  const subnormal = x < 2.2250738585072014e-308;
  number[0] = subnormal ? x * TWO_54 : x;
  const exponent = (words[HIGH] >>> 20) - 1023;
  words[HIGH] = (words[HIGH] & 0x000fffff) | 0x3ff00000;
  const mantissa = number[0];
  const shift = subnormal ? 54 : 0;
  return mantissa >= 1.4142135623730951
    ? { mantissa: mantissa / 2, exponent: exponent + 1 - shift }
    : { mantissa, exponent: exponent - shift };
}

/**
 * The power of two nearest to a magnitude, by ratio: a unit in which numbers of that size are near 1,
 * and by which they are divided without rounding.
 *
 * @param magnitude A number of at least 0; for 0, infinities and NaN the unit is 1.
 */
export function nearestPowerOfTwo(magnitude: number): number {
  if (!(magnitude > 0 && magnitude < Infinity)) return 1;
  return Math.min(TWO_1023, scaleByPowerOfTwo(1, splitExponent(magnitude).exponent));
}
