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
import type { DistinctPoints } from "./distinct_points.ts";

const TRIES = 200;
const MOST_ENUMERATED = 1_000_000;

/** Draws a point uniformly: each value of a discrete variable is equally probable. */
export function randomPoint(space: SearchSpace, random: Random): number[] {
  return pointFromUnit(space, space.map(() => random()));
}

/**
 * Draws a point that is not known.
 *
 * A space of discrete variables alone is enumerated from a random place if many draws in a row
 * are known, up to a million points; so the last free point is found.
 *
 * @returns The point, or undefined if none was found.
 */
export function randomNewPoint(
  space: SearchSpace,
  known: DistinctPoints,
  random: Random,
): number[] | undefined {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const x = randomPoint(space, random);
    if (known.isNew(x)) return x;
  }
  return space.every(isDiscrete) ? enumerateNewPoint(space, known, random) : undefined;
}

function enumerateNewPoint(space: SearchSpace, known: DistinctPoints, random: Random) {
  const size = space.reduce((product, variable) => product * levelCount(variable), 1);
  const first = randomInteger(random, Math.min(size, MOST_ENUMERATED));
  for (let step = 0; step < Math.min(size, MOST_ENUMERATED); step++) {
    const x = pointOfRank(space, (first + step) % size);
    if (known.isNew(x)) return x;
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
