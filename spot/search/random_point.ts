/**
 * Random points that are new, until the space has none left.
 *
 * @module
 */
import type { Random } from "../core/random/stream.ts";
import { randomInteger } from "../core/random/stream.ts";
import {
  isDiscrete,
  levelCount,
  pointFromUnit,
  type SearchSpace,
} from "../core/space/search_space.ts";
import type { Domain } from "../core/space/domain.ts";
import type { DistinctPoints } from "./distinct_points.ts";

const TRIES = 200;
/** Draws until a constraint counts as one that allows nothing. */
const MOST_DRAWS = 10_000;
const MOST_ENUMERATED = 1_000_000;

/** Draws a point uniformly: each value of a discrete variable is equally probable. */
export function randomPoint(space: SearchSpace, random: Random): number[] {
  return pointFromUnit(space, space.map(() => random()));
}

/**
 * Draws points until one is allowed.
 *
 * @returns The point, or undefined if the space's own constraint allowed none of 10,000.
 */
export function randomAllowedPoint(
  { space, canonical, isAllowed }: Domain,
  random: Random,
): number[] | undefined {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const x = canonical(randomPoint(space, random));
    if (isAllowed(x)) return x;
  }
}

/**
 * Draws a point that is allowed and not known.
 *
 * A space of discrete variables alone is enumerated from a random place if many draws in a row
 * are known, up to a million points; so the last free point is found.
 *
 * @returns The point, or undefined if none was found.
 */
export function randomNewPoint(
  domain: Domain,
  known: DistinctPoints,
  random: Random,
): number[] | undefined {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const x = randomAllowedPoint(domain, random);
    if (x === undefined) break;
    if (known.isNew(x)) return x;
  }
  return domain.space.every(isDiscrete) ? enumerateNewPoint(domain, known, random) : undefined;
}

function enumerateNewPoint(
  { space, canonical, isAllowed }: Domain,
  known: DistinctPoints,
  random: Random,
) {
  const size = space.reduce((product, variable) => product * levelCount(variable), 1);
  const first = randomInteger(random, Math.min(size, MOST_ENUMERATED));
  for (let step = 0; step < Math.min(size, MOST_ENUMERATED); step++) {
    const x = canonical(pointOfRank(space, (first + step) % size));
    if (known.isNew(x) && isAllowed(x)) return x;
  }
}

/** The point of a discrete space with the given number in mixed radix. */
function pointOfRank(space: SearchSpace, rank: number): number[] {
  let rest = rank;
  return space.map((variable) => {
    const count = levelCount(variable);
    const level = rest % count;
    rest = Math.floor(rest / count);
    return variable.lower + level;
  });
}
