/** Where rows fail, as a smooth function. @module */
import type { SearchSpace } from "../core/space/search_space.ts";
import { difference } from "../search/distinct_points.ts";
import type { ResponseColumn } from "./proposal.ts";

/** Between a point that failed and one that did not, so much of the way is tried. */
const REACH = 0.25;

/**
 * How far points are from the border of where rows fail: the distance to the nearest point of the other
 * kind, above 0 where rows failed. Along a smooth border that is a smooth function, which tells more of
 * where the border goes on than yes and no do; a failure by chance, amidst points that did not fail, counts
 * little. As what fails costs a row, 0 is nearer to what did not fail.
 *
 * @param failures Above 0 where rows of a point failed.
 * @returns One distance per point, in the unit of the variables' ranges.
 */
export function failureDistances(
  space: SearchSpace,
  { X, y }: ResponseColumn,
): ResponseColumn {
  const hasFailed = y.map((share) => share > 0);
  const squared = (i: number, j: number) =>
    space.reduce((sum, _, column) => {
      const own = difference(space, column, [X[i], X[j]]);
      return sum + own * own;
    }, 0);
  const toOthers = (i: number) =>
    X.reduce(
      (least, _, j) => hasFailed[j] === hasFailed[i] ? least : Math.min(least, squared(i, j)),
      space.length,
    );
  const distances = X.map((_, i) => Math.sqrt(toOthers(i)));
  return { X, y: distances.map((own, i) => own * (hasFailed[i] ? 1 - REACH : -REACH)) };
}
