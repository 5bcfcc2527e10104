/**
 * Sine and cosine in exact arithmetic: x = quadrant pi/2 + r with |r| <= pi/4, then Taylor series.
 *
 * @module
 */
import { type DoubleDouble, exactSum, normalised } from "./_double_double.ts";

/** pi/2 in parts: 33 bits, 33 bits and a double, so that multiples up to 2^20 are exact. */
const PART_1 = 1.5707963267341256;
const PART_2 = 6.077100506303966e-11;
const PART_3 = 2.0222662487959506e-21;
const TWO_OVER_PI = 0.6366197723675814;
const QUARTER_PI = 0.7853981633974483;
/** 2^20: beyond, too few digits of pi are known here. */
const LARGEST = 1048576;

/**
 * sin(x), the same bits on every engine, error below 1 unit in the last place.
 *
 * @param x The angle in radians; of one that is not finite the sine is NaN.
 * @throws {RangeError} If a finite angle is beyond 2^20.
 */
export function sin(x: number): number {
  if (x - x !== 0) return NaN;
  if (Math.abs(x) < 1e-8) return x;
  const { quadrant, rest } = reduceAngle(x);
  const value = quadrant & 1 ? cosineOfReduced(rest) : sineOfReduced(rest);
  return quadrant & 2 ? -value : value;
}

/**
 * cos(x), the same bits on every engine, error below 1 unit in the last place.
 *
 * @param x The angle in radians; of one that is not finite the cosine is NaN.
 * @throws {RangeError} If a finite angle is beyond 2^20.
 */
export function cos(x: number): number {
  if (x - x !== 0) return NaN;
  const { quadrant, rest } = reduceAngle(x);
  const value = quadrant & 1 ? sineOfReduced(rest) : cosineOfReduced(rest);
  return quadrant === 1 || quadrant === 2 ? -value : value;
}

/** The quadrant, 0 to 3, and the rest. */
function reduceAngle(x: number): { readonly quadrant: number; readonly rest: DoubleDouble } {
  if (Math.abs(x) <= QUARTER_PI) return { quadrant: 0, rest: { high: x, low: 0 } };
  if (Math.abs(x) > LARGEST) {
    throw new RangeError(
      `Cannot compute a sine or cosine as the angle must be at most 2^20: current value is ${x}`,
    );
  }
  const k = Math.round(x * TWO_OVER_PI);
  const { high, low } = exactSum(x - k * PART_1, -k * PART_2);
  return { quadrant: k & 3, rest: normalised(high, low - k * PART_3) };
}

function sineOfReduced({ high, low }: DoubleDouble): number {
  const z = high * high;
  let sum = 1;
  for (let n = 20; n >= 4; n -= 2) sum = 1 - sum * z / (n * (n + 1));
  return high + (low * (1 - z / 2) - high * z * sum / 6);
}

function cosineOfReduced({ high, low }: DoubleDouble): number {
  const z = high * high;
  let sum = 1;
  for (let n = 21; n >= 5; n -= 2) sum = 1 - sum * z / (n * (n + 1));
  const half = z / 2;
  const leading = 1 - half;
  return leading + ((1 - leading) - half + (z * z * sum / 24 - high * low));
}
