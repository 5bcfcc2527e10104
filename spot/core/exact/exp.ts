/**
 * The exponential function in `+ - *` only: the same bits on every engine, within 0.53 units in the
 * last place.
 *
 * With N = 128, x = (128 k + j) ln 2 / N + r, |r| <= ln 2 / (2 N), and so
 * exp(x) = 2^k * 2^(j / N) * exp(r): a table for 2^(j / N), kept as scale * (1 + tail), and five
 * terms of the series for exp(r) - 1, whose remainder r^6 / 720 is below 2^-60.
 *
 * @see P. T. P. Tang (1989), "Table-driven implementation of the exponential function in IEEE
 * floating-point arithmetic", ACM Transactions on Mathematical Software 15(2), 144-157.
 *
 * @module
 */
import { type DoubleDouble, multiply, squareRoot } from "./_double_double.ts";

const N = 128;
const N_OVER_LN2 = 184.6649652337873;
/** ln 2 / N in two parts; the first has 34 bits, so that its product with any n here is exact. */
const LN2_OVER_N_HIGH = 0.005415212347998022;
const LN2_OVER_N_LOW = 1.2655086083325438e-13;
/** 1.5 * 2^52: adding it rounds a small number to the nearest integer. */
const SHIFT = 6755399441055744;

const LARGEST = 709.782712893384;
const SMALLEST = -745.1332191019412;
/** Between these 2^k and the result are normal numbers. */
const LEAST_NORMAL = -708;
const MOST_NORMAL = 709;
const LEAST_EXPONENT = -1022;

const SCALE = new Float64Array(N);
const TAIL = new Float64Array(N);
/** 2^-1022 .. 2^1023. */
const POWER = new Float64Array(2046);
fillTables();

function fillTables(): void {
  let step: DoubleDouble = { high: 2, low: 0 };
  for (let halvings = 1; halvings < N; halvings *= 2) step = squareRoot(step);
  let power: DoubleDouble = { high: 1, low: 0 };
  for (let j = 0; j < N; j++) {
    SCALE[j] = power.high;
    TAIL[j] = power.low / power.high;
    power = multiply(power, step);
  }
  POWER[0] = 2.2250738585072014e-308;
  for (let k = 1; k < POWER.length; k++) POWER[k] = 2 * POWER[k - 1];
}

/** What {@linkcode exp} is made of, for those who compute it in another way. */
export const expParts = {
  N,
  N_OVER_LN2,
  LN2_OVER_N_HIGH,
  LN2_OVER_N_LOW,
  SHIFT,
  LARGEST,
  SMALLEST,
  LEAST_NORMAL,
  MOST_NORMAL,
} as const;

/** Scale and tail of each j. */
export const expTable: readonly number[] = [...SCALE].flatMap((scale, j) => [scale, TAIL[j]]);

/** exp(r) * (1 + tail) - 1. */
function growth(r: number, tail: number): number {
  const square = r * r;
  return tail + r + square * (0.5 + r * (1 / 6)) + square * square * (1 / 24 + r * (1 / 120));
}

/**
 * Computes e^x.
 *
 * @param x Any number.
 * @returns e^x; Infinity above 709.78, 0 below -745.13, NaN for NaN.
 */
export function exp(x: number): number {
  if (!(x > LEAST_NORMAL && x < MOST_NORMAL)) return expAtEdge(x);
  const n = (x * N_OVER_LN2 + SHIFT) - SHIFT;
  const r = (x - n * LN2_OVER_N_HIGH) - n * LN2_OVER_N_LOW;
  const i = n | 0;
  const j = i & (N - 1);
  const scale = SCALE[j] * POWER[(i >> 7) - LEAST_EXPONENT];
  return scale + scale * growth(r, TAIL[j]);
}

/** Where 2^k or the result is not a normal number. */
function expAtEdge(x: number): number {
  if (x > LARGEST) return Infinity;
  if (x < SMALLEST) return 0;
  const n = (x * N_OVER_LN2 + SHIFT) - SHIFT;
  const r = (x - n * LN2_OVER_N_HIGH) - n * LN2_OVER_N_LOW;
  const i = n | 0;
  const j = i & (N - 1);
  const half = (i >> 7) >> 1;
  const scaled = (SCALE[j] + SCALE[j] * growth(r, TAIL[j])) * POWER[half - LEAST_EXPONENT];
  return scaled * POWER[(i >> 7) - half - LEAST_EXPONENT];
}

/** Where numbers stand: `count` of them from `from`, their results from `to`, which may be the same. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * Computes e^(factor x) - less of many numbers, less being 0 or 1: the bits of {@linkcode exp}, or e^x - 1
 * without the loss of digits near 0, within two units in the last place. The code of `exp` stands in the
 * loop once more, because until the engine has optimized it a call makes an object of every number.
 */
export function expAll(
  values: Float64Array,
  { from, to, count }: Span,
  { factor, less }: { readonly factor: number; readonly less: 0 | 1 },
): void {
  for (let index = 0; index < count; index++) {
    const x = factor * values[from + index];
    if (!(x > LEAST_NORMAL && x < MOST_NORMAL)) {
      values[to + index] = expAtEdge(x) - less;
      continue;
    }
    const n = (x * N_OVER_LN2 + SHIFT) - SHIFT;
    const r = (x - n * LN2_OVER_N_HIGH) - n * LN2_OVER_N_LOW;
    const i = n | 0;
    const j = i & (N - 1);
    const scale = SCALE[j] * POWER[(i >> 7) - LEAST_EXPONENT];
    const square = r * r;
    const change = TAIL[j] + r + square * (0.5 + r * (1 / 6)) +
      square * square * (1 / 24 + r * (1 / 120));
    values[to + index] = (scale - less) + scale * change;
  }
}
