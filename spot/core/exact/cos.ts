/** The exact-arithmetic cosine. @module */
import { reduceAngle } from "./_pi_reduction.ts";
import { cosineOfReduced, sineOfReduced } from "./_trigonometric.ts";

/**
 * cos(x), the same bits on every engine, error below 1 unit in the last place for every double.
 *
 * @param x The angle in radians.
 */
export function cos(x: number): number {
  if (x - x !== 0) return NaN;
  const { quadrant, rest } = reduceAngle(x);
  const value = quadrant & 1 ? sineOfReduced(rest) : cosineOfReduced(rest);
  return quadrant === 1 || quadrant === 2 ? -value : value;
}
