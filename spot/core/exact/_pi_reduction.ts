/**
 * Reduction of angles: x = quadrant pi/2 + r with |r| <= pi/4.
 *
 * @module
 */
import { type DoubleDouble, exactSum, normalised } from "./_double_double.ts";

/** pi/2 in parts: 33 bits, 33 bits and a double, so that multiples below 2^20 are exact. */
const PART_1 = 1.5707963267341256;
const PART_2 = 6.077100506303966e-11;
const PART_3 = 2.0222662487959506e-21;
const TWO_OVER_PI = 0.6366197723675814;
const FRACTION_BITS = 1200n;

/** An angle modulo pi/2. */
export interface ReducedAngle {
  /** 0 to 3. */
  readonly quadrant: number;
  readonly rest: DoubleDouble;
}

/** Reduces any finite angle. */
export function reduceAngle(x: number): ReducedAngle {
  if (Math.abs(x) <= 0.7853981633974483) return { quadrant: 0, rest: { high: x, low: 0 } };
  if (Math.abs(x) > 1048576) return reduceLarge(x);
  const k = Math.round(x * TWO_OVER_PI);
  const { high, low } = exactSum(x - k * PART_1, -k * PART_2);
  return { quadrant: k & 3, rest: normalised(high, low - k * PART_3) };
}

/** The same by integer arithmetic on 1,200 bits of pi: doubles above 2^52 are integers. */
function reduceLarge(x: number): ReducedAngle {
  halfPi ??= computeHalfPi();
  const angle = (BigInt(Math.trunc(Math.abs(x))) << FRACTION_BITS) + fractionBits(Math.abs(x));
  const multiple = (2n * angle + halfPi) / (2n * halfPi);
  const rest = angle - multiple * halfPi;
  const quadrant = Number(multiple & 3n);
  const { high, low } = toDoubleDouble(rest);
  return x > 0
    ? { quadrant, rest: { high, low } }
    : { quadrant: (4 - quadrant) & 3, rest: { high: -high, low: -low } };
}

function fractionBits(x: number): bigint {
  return BigInt((x - Math.trunc(x)) * 4503599627370496) << (FRACTION_BITS - 52n);
}

let halfPi: bigint | undefined;

/** Machin's formula: pi/4 = 4 arctan(1/5) - arctan(1/239). */
function computeHalfPi(): bigint {
  const guard = 64n;
  const one = 1n << (FRACTION_BITS + guard);
  return (2n * (4n * arctanInverse(5n, one) - arctanInverse(239n, one))) >> guard;
}

/** arctan(1/q) in units of 1/one. */
function arctanInverse(q: bigint, one: bigint): bigint {
  let power = one / q;
  let sum = power;
  for (let odd = 3n; power !== 0n; odd += 2n) {
    power /= -(q * q);
    sum += power / odd;
  }
  return sum;
}

/** A fixed-point number with 1,200 fractional bits as a double-double. */
function toDoubleDouble(fixed: bigint): DoubleDouble {
  const magnitude = fixed < 0n ? -fixed : fixed;
  const shift = BigInt(Math.max(0, magnitude.toString(2).length - 106));
  const top = magnitude >> shift;
  const high = Number(top);
  const low = Number(top - BigInt(high));
  const factor = negativePower(Number(FRACTION_BITS - shift)) * (fixed < 0n ? -1 : 1);
  return { high: high * factor, low: low * factor };
}

/** 2^-k for 0 <= k <= 1074. */
function negativePower(k: number): number {
  let value = 1;
  for (let i = 0; i < k; i++) value /= 2;
  return value;
}
