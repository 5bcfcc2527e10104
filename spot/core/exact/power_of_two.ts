import { scaleByPowerOfTwo, splitExponent } from "./_bits.ts";

/**
 * The power of two nearest to a magnitude, by ratio: a unit in which numbers of that size are near 1,
 * and by which they are divided without rounding.
 *
 * @param magnitude A number of at least 0; for 0, infinities and NaN the unit is 1.
 */
export function nearestPowerOfTwo(magnitude: number): number {
  if (!(magnitude > 0 && magnitude < Infinity)) return 1;
  return Math.min(LARGEST, scaleByPowerOfTwo(1, splitExponent(magnitude).exponent));
}

/** 2^1023. */
const LARGEST = 8.98846567431158e307;
