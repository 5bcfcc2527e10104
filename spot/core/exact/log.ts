/**
 * The natural logarithm in `+ - * /` only: the same bits on every engine, below one unit in the last
 * place.
 *
 * x = 2^k (1 + f) with sqrt(1/2) <= 1 + f < sqrt(2); with s = f / (2 + f),
 * ln(1 + f) = 2 atanh(s) = 2 s + s * R(s^2), R(z) = 2 (z / 3 + z^2 / 5 + z^3 / 7 + ...), and
 * 2 s = f - s f, so that f itself enters without rounding: ln(1 + f) = f - (f^2 / 2 - s (f^2 / 2 + R)).
 * z is at most 0.0295: the first term left out is below 2^-60 of the result.
 *
 * @module
 */
import { exactSum } from "./_double_double.ts";
import { logDoubleDouble } from "./_log_exp.ts";

/** ln 10. */
export const LN_10 = 2.302585092994046;
/** ln 2 in two parts; the first has 42 bits, so that its product with any exponent is exact. */
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;
/** The high word of sqrt(1/2). */
const ROOT_HIGH_WORD = 0x3fe6a09e;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_TO_54 = 18014398509481984;

const FLOAT = new Float64Array(1);
const WORDS = new Uint32Array(FLOAT.buffer);
FLOAT[0] = 1;
/** Which of the two words holds the exponent. */
const HIGH = WORDS[1] === 0 ? 0 : 1;

/**
 * Computes the natural logarithm of x.
 *
 * @param x Any number.
 * @returns ln x; -Infinity for 0, NaN below 0 and for NaN.
 */
export function log(x: number): number {
  if (!(x >= SMALLEST_NORMAL && x < Infinity)) return logAtEdge(x);
  FLOAT[0] = x;
  const offset = (WORDS[HIGH] - ROOT_HIGH_WORD) | 0;
  const k = offset >> 20;
  WORDS[HIGH] = (offset & 0xfffff) + ROOT_HIGH_WORD;
  return logOfParts(k, FLOAT[0] - 1);
}

function logOfParts(k: number, f: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const half = 0.5 * f * f;
  const inner = s * (half + series(z));
  if (k === 0) return f - (half - inner);
  return k * LN2_HIGH - ((half - (inner + k * LN2_LOW)) - f);
}

/** R(z), twelve terms. */
function series(z: number): number {
  const w = z * z;
  const odd = 2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19 + w * (2 / 23)))));
  const even = 2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21 + w * (2 / 25)))));
  return z * odd + w * even;
}

function logAtEdge(x: number): number {
  if (x === 0) return -Infinity;
  if (x === Infinity) return Infinity;
  return x > 0 ? logScaled(x * TWO_TO_54) : NaN;
}

/** Of a subnormal number times 2^54. */
function logScaled(x: number): number {
  FLOAT[0] = x;
  const offset = (WORDS[HIGH] - ROOT_HIGH_WORD) | 0;
  WORDS[HIGH] = (offset & 0xfffff) + ROOT_HIGH_WORD;
  return logOfParts((offset >> 20) - 54, FLOAT[0] - 1);
}

/**
 * ln(1 + x) without cancellation for small x, the same bits on every engine, error below 0.51 units
 * in the last place.
 *
 * @param x Any number; below -1 the result is NaN.
 */
export function log1p(x: number): number {
  if (x !== x || x < -1) return NaN;
  if (x === -1) return -Infinity;
  if (x === Infinity || Math.abs(x) < 1e-300) return x;
  const { high, low } = exactSum(1, x);
  const log = logDoubleDouble(high, low);
  return log.high + log.low;
}
