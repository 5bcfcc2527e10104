/**
 * The search for the minimum of a cheap function over a mixed space: many candidates, the best of
 * them refined by quasi-Newton steps in the continuous variables and exact moves in the discrete ones.
 * Every point rated is one of the domain, with discrete variables at their levels: nothing is relaxed
 * and rounded.
 *
 * @module
 */
import {
  fromScale,
  isDiscrete,
  levelCount,
  scaleSlope,
  type SearchSpace,
  toScale,
} from "../core/space/search_space.ts";
import type { Domain } from "../core/space/domain.ts";
import { minimizeInBox } from "./bounded_quasi_newton.ts";
import { type CandidateOptions, makeCandidates } from "./candidates.ts";
import { distance } from "./distinct_points.ts";
import { discreteMoves, everyPoint } from "./discrete_moves.ts";

/** A function to be minimised, in search units. */
export interface SearchTarget {
  /** The value; anything but a finite number counts as the worst. */
  value(x: ArrayLike<number>): number;
  /** The same with the derivatives; those of discrete variables are ignored. */
  valueWithGradient(x: ArrayLike<number>, gradient: Float64Array): number;
}

/** Options of {@linkcode searchMixed}; its candidates are points of the domain. */
export interface MixedSearchOptions extends CandidateOptions {
  /** How many candidates are refined. */
  readonly nStarts: number;
  /** Most evaluations of each refinement in the continuous variables. */
  readonly maxEvaluations: number;
}

/** A point with its value. */
export interface RatedPoint {
  readonly x: readonly number[];
  readonly value: number;
}

/** Two starts are at least this far apart. */
const APART = 0.05;
/** Discrete spaces up to this size are rated point by point. */
const MOST_EXHAUSTIVE = 2000;
const MOST_ROUNDS = 10;

/**
 * Searches the space.
 *
 * @returns All candidates and refined points, best first; none if the space's own constraint allowed none.
 */
export function searchMixed(
  space: SearchSpace,
  target: SearchTarget,
  options: MixedSearchOptions,
): RatedPoint[] {
  const rate = (x: readonly number[]): RatedPoint => ({ x, value: finite(target.value(x)) });
  if (isSmall(space)) return everyPoint(space, options.domain).map(rate).sort(byValue);
  const screened = makeCandidates(space, options).map(rate).sort(byValue);
  const starts = selectApart(space, screened, options.nStarts);
  const refined = starts.map((start) => refine(space, target, start, options));
  return [...refined, ...screened].sort(byValue);
}

const byValue = (a: RatedPoint, b: RatedPoint) =>
  a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
const finite = (value: number) => Number.isFinite(value) ? value : Infinity;

function isSmall(space: SearchSpace): boolean {
  if (!space.every(isDiscrete)) return false;
  return space.reduce((size, variable) => size * levelCount(variable), 1) <= MOST_EXHAUSTIVE;
}

function selectApart(space: SearchSpace, rated: readonly RatedPoint[], count: number) {
  const selected: RatedPoint[] = [];
  for (const candidate of rated) {
    if (selected.length === count) break;
    const isApart = selected.every(({ x }) => distance(space, x, candidate.x) > APART);
    if (isApart) selected.push(candidate);
  }
  return selected;
}

/** Alternates continuous refinement and discrete moves until neither helps. */
function refine(
  space: SearchSpace,
  target: SearchTarget,
  start: RatedPoint,
  options: MixedSearchOptions,
): RatedPoint {
  let best = start;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    best = better(best, refineContinuous(space, target, best, options));
    if (options.domain.hasEdges) best = refineAlongEdges(space, target, best, options);
    const moved = bestMove(space, target, best, options.domain);
    if (!(moved.value < best.value)) return best;
    best = moved;
  }
  return best;
}

/** A step that an edge ends may still lead on along the edge: with each variable held in turn. */
function refineAlongEdges(
  space: SearchSpace,
  target: SearchTarget,
  start: RatedPoint,
  options: MixedSearchOptions,
): RatedPoint {
  let best = start;
  for (const [column, variable] of space.entries()) {
    if (isDiscrete(variable)) continue;
    best = better(best, refineContinuous(space, target, best, { ...options, held: column }));
  }
  return best;
}

const better = (a: RatedPoint, b: RatedPoint) => b.value < a.value ? b : a;

/** Steps that change what is active, or are not allowed, count as infinitely bad. */
function refineContinuous(
  space: SearchSpace,
  target: SearchTarget,
  { x: start }: RatedPoint,
  { domain, maxEvaluations, held }: MixedSearchOptions & { readonly held?: number },
): RatedPoint {
  const isHeld = space.map((variable, column) =>
    column === held || isDiscrete(variable) || !domain.isActive(column, start)
  );
  if (!isHeld.includes(false)) return { x: start, value: Infinity };
  const onScale = (x: readonly number[]) =>
    space.map((variable, column) => isHeld[column] ? x[column] : toScale(variable, x[column]));
  const at = new Float64Array(space.length);
  const moveTo = (z: Float64Array) => {
    for (let column = 0; column < at.length; column++) {
      at[column] = isHeld[column] ? start[column] : fromScale(space[column], z[column]);
    }
  };
  const isSameActivity = () =>
    space.every(({ when }, column) =>
      !when || domain.isActive(column, at) === domain.isActive(column, start)
    );
  const { x: z, value } = minimizeInBox((z, gradient) => {
    moveTo(z);
    if (domain.hasEdges && !(isSameActivity() && domain.isAllowed([...at]))) return Infinity;
    const value = target.valueWithGradient(at, gradient);
    for (let column = 0; column < at.length; column++) {
      gradient[column] = isHeld[column]
        ? 0
        : gradient[column] / scaleSlope(space[column], at[column]);
    }
    return value;
  }, {
    start: onScale(start),
    lower: onScale(space.map((variable, i) => isHeld[i] ? start[i] : variable.lower)),
    upper: onScale(space.map((variable, i) => isHeld[i] ? start[i] : variable.upper)),
    maxEvaluations,
  });
  moveTo(z);
  return { x: [...at], value: finite(value) };
}

function bestMove(
  space: SearchSpace,
  target: SearchTarget,
  from: RatedPoint,
  domain: Domain,
): RatedPoint {
  let best = from;
  for (const x of discreteMoves(space, from.x, domain)) {
    const value = finite(target.value(x));
    if (value < best.value) best = { x, value };
  }
  return best;
}
