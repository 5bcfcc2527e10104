/** @module */
import { expm1 } from "./exp.ts";

/**
 * Computes the hyperbolic tangent, (e^2x - 1) / (e^2x + 1), within two units in the last place.
 *
 * @param x Any number.
 * @returns tanh x, in [-1, 1]; NaN for NaN, x itself for ±0.
 */
export function tanh(x: number): number {
  return x < 0 ? -tanhOfPositive(-x) : tanhOfPositive(x);
}

function tanhOfPositive(x: number): number {
  if (x > 20) return 1;
  const change = expm1(2 * x);
  return change / (change + 2);
}
