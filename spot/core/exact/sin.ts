/** The exact-arithmetic sine. @module */
import { reduceAngle } from "./_pi_reduction.ts";
import { cosineOfReduced, sineOfReduced } from "./_trigonometric.ts";

/**
 * sin(x), the same bits on every engine, error below 1 unit in the last place for every double.
 *
 * @param x The angle in radians.
 */
export function sin(x: number): number {
  if (x - x !== 0) return NaN;
  if (Math.abs(x) < 1e-8) return x;
  const { quadrant, rest } = reduceAngle(x);
  const value = quadrant & 1 ? cosineOfReduced(rest) : sineOfReduced(rest);
  return quadrant & 2 ? -value : value;
}
