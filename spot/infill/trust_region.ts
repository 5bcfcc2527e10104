/**
 * The neighbourhood of the incumbent in which some points are searched: elsewhere, in many variables,
 * the criterion is drawn to far corners, of which nothing is known.
 *
 * @see D. Eriksson, M. Pearce, J. Gardner, R. Turner, M. Poloczek (2019), "Scalable global optimization
 * via local Bayesian optimization", NeurIPS 32: how its side grows and shrinks.
 *
 * @module
 */
import { activityOf } from "../core/space/configuration.ts";
import type { Variable } from "../core/space/variable.ts";
import {
  fromScale,
  isDiscrete,
  scaleWidth,
  type SearchSpace,
  toScale,
} from "../core/space/search_space.ts";
import { typicalHeight } from "./response_scale.ts";

/** Sides as shares of each variable's range: at first, at most, at least, and after the least. */
const FIRST_SIDE = 0.8;
const LARGEST_SIDE = 1;
const SMALLEST_SIDE = 0.01;
const RESTART_SIDE = 0.4;
/** Batches leave few steps to shrink in: they begin near the incumbent and grow as long as it pays. */
const FIRST_BATCH_SIDE = 0.2;
/** Successes in a row that double the side. */
const SUCCESSES = 2;
/** An improvement is at least this share of the responses' typical height above the minimum. */
const LEAST_IMPROVEMENT = 1e-3;
/** The share of one that was worth an evaluation: less is polishing. */
const WORTHWHILE_IMPROVEMENT = 1e-2;

/** The trust region after the responses so far. */
export interface TrustRegion {
  /** Its side, as a share of each variable's range. */
  readonly side: number;
  /** Whether the last step brought no improvement. */
  readonly hasFailed: boolean;
  /** The number of points since the last improvement that was worth an evaluation. */
  readonly stagnation: number;
}

/** How the points so far came about. */
export interface StepHistory {
  /** Number of variables. */
  readonly k: number;
  /** The number of the first proposed point. */
  readonly first: number;
  /** How many points each proposal had, in order. */
  readonly steps: readonly number[];
  /** How many points a proposal has that is not cut short. */
  readonly batch: number;
}

/**
 * The region after the responses so far. A step is a proposal of a point or a batch, a success if its
 * best point is an improvement; one whose responses are not all there is not judged yet. The side is
 * doubled after two successes in a row, halved after failures of as many points as half of the
 * variables (at least 3), begun anew when it is very small.
 *
 * @param y Responses in the order of their points.
 */
export function trustRegionAfter(
  y: readonly number[],
  { k, first, steps, batch }: StepHistory,
): TrustRegion {
  const height = typicalHeight(y);
  const patience = Math.ceil(Math.max(3, k / 2) / batch);
  let best = smallest(y.slice(0, first));
  let side = batch > 1 ? FIRST_BATCH_SIDE : FIRST_SIDE;
  let [successes, failures, stagnation, hasFailed] = [0, 0, 0, false];
  let end = first;
  for (const size of steps) {
    end += size;
    if (end > y.length) break;
    const value = smallest(y.slice(end - size, end));
    hasFailed = !(value < best - LEAST_IMPROVEMENT * height);
    [successes, failures] = hasFailed ? [0, failures + 1] : [successes + 1, 0];
    stagnation = value < best - WORTHWHILE_IMPROVEMENT * height ? 0 : stagnation + size;
    best = Math.min(best, value);
    if (successes === SUCCESSES) [side, successes] = [Math.min(LARGEST_SIDE, 2 * side), 0];
    if (failures === patience) [side, failures] = [side / 2, 0];
    if (side < SMALLEST_SIDE) side = RESTART_SIDE;
  }
  return { side, hasFailed, stagnation };
}

const smallest = (values: readonly number[]) =>
  values.reduce((least, value) => Math.min(least, value), Infinity);

/**
 * The space cut to a box around a point; factors keep all levels, integers at least a step, and what is
 * inactive at the point its whole range.
 */
export function localSpace(
  space: SearchSpace,
  centre: readonly number[],
  side: number,
): SearchSpace {
  const activity = activityOf(space);
  return space.map((variable, column) => {
    const isWhole = variable.type === "factor" || (activity && !activity(column, centre));
    return isWhole ? variable : cut(variable, centre[column], side / 2);
  });
}

function cut(variable: Variable, centre: number, share: number): Variable {
  const reach = share * scaleWidth(variable);
  const step = isDiscrete(variable) ? 1 : 0;
  if (variable.scale === "log") {
    const z = toScale(variable, centre);
    const [low, high] = [fromScale(variable, z - reach), fromScale(variable, z + reach)];
    return bounded(variable, Math.min(low, centre - step), Math.max(high, centre + step));
  }
  const half = step > 0 ? Math.max(step, Math.round(reach)) : reach;
  return bounded(variable, centre - half, centre + half);
}

function bounded(variable: Variable, lower: number, upper: number): Variable {
  return {
    ...variable,
    lower: Math.max(variable.lower, lower),
    upper: Math.min(variable.upper, upper),
  };
}
