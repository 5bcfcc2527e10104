/**
 * Keeps proposed points apart from those that are known.
 *
 * Notation: the distance of two points is the largest difference of a coordinate, every variable's
 * range scaled to 1; different levels of a factor are at distance 1, and so are points of which only one
 * has a variable.
 *
 * @module
 */
import { activityOf } from "../core/space/configuration.ts";
import { pointKey, scaleWidth, type SearchSpace, toScale } from "../core/space/search_space.ts";

/** A set of points that tells whether another one is new. */
export interface DistinctPoints {
  /** Tells whether a point is farther than the tolerance from every point of the set. */
  isNew(x: readonly number[]): boolean;
  add(x: readonly number[]): void;
}

/**
 * Makes the set of the given points.
 *
 * @param tolerance The distance up to which points count as the same; 0: only equal ones do.
 */
export function createDistinctPoints(
  space: SearchSpace,
  points: readonly (readonly number[])[],
  tolerance: number,
): DistinctPoints {
  const known = points.map((x) => [...x]);
  const keys = new Set(known.map(pointKey));
  const near = (x: readonly number[]) =>
    tolerance > 0 && known.some((other) => distance(space, x, other) <= tolerance);
  return {
    isNew: (x) => !keys.has(pointKey(x)) && !near(x),
    add(x) {
      known.push([...x]);
      keys.add(pointKey(x));
    },
  };
}

/** The distance of two points. */
export function distance(space: SearchSpace, a: readonly number[], b: readonly number[]): number {
  const activity = activityOf(space);
  let largest = 0;
  for (let column = 0; column < space.length; column++) {
    const variable = space[column];
    const difference = Math.abs(toScale(variable, a[column]) - toScale(variable, b[column]));
    const scaled = variable.type === "factor"
      ? Math.min(1, difference)
      : difference / scaleWidth(variable);
    const isInOne = activity && activity(column, a) !== activity(column, b);
    largest = Math.max(largest, isInOne ? 1 : scaled);
  }
  return largest;
}
