/**
 * Points at which a search begins: spread over the space, and around points that are known to be
 * good.
 *
 * @module
 */
import { type Random, randomInteger } from "../core/random/stream.ts";
import {
  fromScale,
  fromUnit,
  isDiscrete,
  levelCount,
  scaleWidth,
  type SearchSpace,
  toScale,
} from "../core/space/search_space.ts";
import type { Domain } from "../core/space/domain.ts";
import type { Variable } from "../core/space/variable.ts";
import { randomPoint } from "./random_point.ts";

/** Widths of the neighbourhoods, as shares of a variable's range. */
const WIDTHS = [0.2, 0.05, 0.01, 0.002];
/** Probability that a coordinate of a neighbour is changed, at least. */
const LEAST_CHANGE = 0.3;

/** Tries to make a candidate that the space's own constraint allows. */
const TRIES = 20;

/** What {@linkcode makeCandidates} makes points from. */
export interface CandidateOptions {
  /** The whole space, of which the searched one may be a part. */
  readonly domain: Domain;
  readonly random: Random;
  /** How many points are spread over the space. */
  readonly spread: number;
  /** Good points, in search units. */
  readonly centres: readonly (readonly number[])[];
  /** How many neighbours each good point gets. */
  readonly neighbours: number;
}

/**
 * Makes candidates, in search units: uniform ones first, then neighbours of each centre. There are fewer
 * where the space's own constraint allows few.
 */
export function makeCandidates(space: SearchSpace, options: CandidateOptions): number[][] {
  const { domain, random, spread, centres, neighbours } = options;
  const candidates: number[][] = [];
  const push = (draw: () => number[]) => {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const x = domain.canonical(draw());
      if (domain.isAllowed(x)) return void candidates.push(x);
    }
  };
  for (let i = 0; i < spread; i++) push(() => randomPoint(space, random));
  for (const centre of centres) {
    for (let i = 0; i < neighbours; i++) {
      push(() => neighbour(space, centre, WIDTHS[i % WIDTHS.length], options));
    }
  }
  return candidates;
}

/** What is inactive at the centre is anywhere in its range if it becomes active. */
function neighbour(
  space: SearchSpace,
  centre: readonly number[],
  width: number,
  { domain, random }: CandidateOptions,
): number[] {
  const k = space.length;
  const probability = k < 3 ? 1 : Math.max(LEAST_CHANGE, 1 / k);
  return space.map((variable, column) => {
    if (!domain.isActive(column, centre)) return fromUnit(variable, random());
    return random() < probability ? moved(variable, centre[column], width, random) : centre[column];
  });
}

/** A coordinate near another: bell-shaped for continuous variables, a step or a level for others. */
function moved(variable: Variable, value: number, width: number, random: Random): number {
  const bell = 1.6 * (random() + random() + random() - 1.5);
  if (variable.type === "factor") return fromUnit(variable, random());
  if (!isDiscrete(variable) || variable.scale === "log") {
    const moved = fromScale(
      variable,
      toScale(variable, value) + width * bell * scaleWidth(variable),
    );
    if (moved !== value || !isDiscrete(variable)) return moved;
  }
  const reach = Math.max(1, Math.round(width * levelCount(variable)));
  const step = variable.scale === "log" ? 1 : 1 + randomInteger(random, reach);
  return clamp(bell < 0 ? value - step : value + step, variable);
}

const clamp = (value: number, { lower, upper }: Variable) =>
  Math.max(lower, Math.min(upper, value));
