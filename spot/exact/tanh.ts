/** @module */
import { expm1 } from "./exp.ts";

/**
 * Computes the hyperbolic tangent, (e^2x - 1) / (e^2x + 1), within four units in the last place.
 *
 * @param x Any number.
 * @returns tanh x, in [-1, 1]; NaN for NaN.
 */
export function tanh(x: number): number {
  if (x > 20) return 1;
  const change = expm1(2 * x);
  return change / (change + 2);
}
