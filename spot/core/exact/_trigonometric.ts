/** Sine and cosine of reduced angles: Taylor series on |r| <= pi/4. @module */
import type { DoubleDouble } from "./_double_double.ts";

/** sin(high + low). */
export function sineOfReduced({ high, low }: DoubleDouble): number {
  const z = high * high;
  let sum = 1;
  for (let n = 20; n >= 4; n -= 2) sum = 1 - sum * z / (n * (n + 1));
  return high + (low * (1 - z / 2) - high * z * sum / 6);
}

/** cos(high + low). */
export function cosineOfReduced({ high, low }: DoubleDouble): number {
  const z = high * high;
  let sum = 1;
  for (let n = 21; n >= 5; n -= 2) sum = 1 - sum * z / (n * (n + 1));
  const half = z / 2;
  const leading = 1 - half;
  return leading + ((1 - leading) - half + (z * z * sum / 24 - high * low));
}
