/** The exact-arithmetic logarithm of 1 + x. @module */
import { exactSum } from "./_double_double.ts";
import { logDoubleDouble } from "./_log_exp.ts";

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
