/**
 * The neighbourhood of the incumbent in which some points are searched, so that in many variables the
 * criterion is not drawn to the far corners, of which nothing is known, alone.
 *
 * @see D. Eriksson, M. Pearce, J. Gardner, R. Turner, M. Poloczek (2019), "Scalable global optimization
 * via local Bayesian optimization", NeurIPS 32: how its side grows and shrinks.
 *
 * @module
 */
import type { Variable } from "../../backends/objective/variable.ts";
import { isDiscrete, type SearchSpace } from "../space/search_space.ts";

/** Sides as shares of each variable's range: at first, at most, at least, and after the least. */
const FIRST_SIDE = 0.8;
const LARGEST_SIDE = 1;
const SMALLEST_SIDE = 0.01;
const RESTART_SIDE = 0.4;
/** Improvements in a row that double the side. */
const SUCCESSES = 2;
/** An improvement is at least this share of the median's height above the minimum. */
const LEAST_IMPROVEMENT = 1e-3;

/**
 * The side after the responses so far: doubled after two improvements in a row, halved after as many
 * failures as half of the variables (at least 3), begun anew when it is very small.
 *
 * @param y Responses in the order of their points.
 * @param options `k`: number of variables; `first`: number of the first proposed point.
 */
export function trustRegionSide(
  y: readonly number[],
  { k, first }: { readonly k: number; readonly first: number },
): number {
  const sorted = [...y].sort((a, b) => a - b);
  const least = LEAST_IMPROVEMENT * (sorted[sorted.length >> 1] - sorted[0]);
  const patience = Math.max(3, Math.ceil(k / 2));
  let best = y.slice(0, first).reduce((smallest, value) => Math.min(smallest, value), Infinity);
  let side = FIRST_SIDE;
  let [successes, failures] = [0, 0];
  for (const value of y.slice(first)) {
    [successes, failures] = value < best - least ? [successes + 1, 0] : [0, failures + 1];
    best = Math.min(best, value);
    if (successes === SUCCESSES) [side, successes] = [Math.min(LARGEST_SIDE, 2 * side), 0];
    if (failures === patience) [side, failures] = [side / 2, 0];
    if (side < SMALLEST_SIDE) side = RESTART_SIDE;
  }
  return side;
}

/** The space cut to a box around a point; factors keep all levels, integers at least a step. */
export function localSpace(
  space: SearchSpace,
  centre: readonly number[],
  side: number,
): SearchSpace {
  return space.map((variable, column) =>
    variable.type === "factor" ? variable : cut(variable, centre[column], side / 2)
  );
}

function cut(variable: Variable, centre: number, share: number): Variable {
  const reach = share * (variable.upper - variable.lower);
  const half = isDiscrete(variable) ? Math.max(1, Math.round(reach)) : reach;
  return {
    ...variable,
    lower: Math.max(variable.lower, centre - half),
    upper: Math.min(variable.upper, centre + half),
  };
}
