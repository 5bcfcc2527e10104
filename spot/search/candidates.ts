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
import type { Variable } from "../core/space/variable.ts";
import { randomPoint } from "./random_point.ts";

/** Widths of the neighbourhoods, as shares of a variable's range. */
const WIDTHS = [0.2, 0.05, 0.01, 0.002];
/** Probability that a coordinate of a neighbour is changed, at least. */
const LEAST_CHANGE = 0.3;

/** What {@linkcode makeCandidates} makes points from. */
export interface CandidateOptions {
  readonly random: Random;
  /** How many points are spread over the space. */
  readonly spread: number;
  /** Good points, in search units. */
  readonly centres: readonly (readonly number[])[];
  /** How many neighbours each good point gets. */
  readonly neighbours: number;
}

/** Makes candidates, in search units: uniform ones first, then neighbours of each centre. */
export function makeCandidates(space: SearchSpace, options: CandidateOptions): number[][] {
  const { random, spread, centres, neighbours } = options;
  const candidates: number[][] = [];
  for (let i = 0; i < spread; i++) candidates.push(randomPoint(space, random));
  for (const centre of centres) {
    for (let i = 0; i < neighbours; i++) {
      candidates.push(neighbour(space, centre, WIDTHS[i % WIDTHS.length], random));
    }
  }
  return candidates;
}

function neighbour(
  space: SearchSpace,
  centre: readonly number[],
  width: number,
  random: Random,
): number[] {
  const k = space.length;
  const probability = k < 3 ? 1 : Math.max(LEAST_CHANGE, 1 / k);
  return space.map((variable, column) =>
    random() < probability ? moved(variable, centre[column], width, random) : centre[column]
  );
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
