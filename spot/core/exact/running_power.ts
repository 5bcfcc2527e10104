/**
 * Powers base^t of a decay rate for t = 1, 2, 3, ..., each right to the last bit.
 *
 * A bias correction 1 - beta^t cancels while t is small, so that the error of a plain running product
 * would show. The product is kept as the sum of two doubles instead.
 *
 * @module
 */
import { exactProduct } from "./_double_double.ts";

/** base^t and base, each as the sum of two doubles; an array, so that a step allocates nothing. */
export type Power = Float64Array;

/** base^0; the base is `base + baseLow`. */
export function startPower(base: number, baseLow = 0): Power {
  return Float64Array.of(1, 0, base, baseLow);
}

/** Goes on from base^t to base^(t + 1), and returns it. */
export function nextPower(power: Power): number {
  const { high, low } = exactProduct(power[0], power[2]);
  const rest = low + (power[1] * power[2] + power[0] * power[3]);
  const sum = high + rest;
  power[0] = sum;
  power[1] = rest - (sum - high);
  return sum;
}
