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
  let largest = 0;
  for (let column = 0; column < space.length; column++) {
    largest = Math.max(largest, difference(space, column, [a, b]));
  }
  return largest;
}

/** The difference of two points in one variable, as a share of its range. */
export function difference(
  space: SearchSpace,
  column: number,
  [a, b]: readonly [readonly number[], readonly number[]],
): number {
  const variable = space[column];
  const activity = activityOf(space);
  if (activity && activity(column, a) !== activity(column, b)) return 1;
  const onScale = Math.abs(toScale(variable, a[column]) - toScale(variable, b[column]));
  return variable.type === "factor" ? Math.min(1, onScale) : onScale / scaleWidth(variable);
}
