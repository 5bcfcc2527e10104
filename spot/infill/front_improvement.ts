/** How candidates are rated by what they add to a front. @module */
import { log } from "../core/exact/log.ts";
import { cos } from "../core/exact/trigonometric.ts";
import type { Random } from "../core/random/stream.ts";
import { expectedChebyshevImprovement } from "./expected_chebyshev_improvement.ts";
import { expectedHypervolumeImprovement } from "./expected_hypervolume_improvement.ts";
import type { JointCriterion } from "./joint_rating.ts";

/** Up to so many objectives the expected hypervolume improvement is computed. */
const MOST_EXACT = 3;
/** The least share of an objective in a direction: no objective is left out of any. */
const LEAST_SHARE = 0.01;

/**
 * The rating by the expected hypervolume improvement; of many objectives, by the part of it that lies in
 * a random direction.
 *
 * @param front Responses of known points, n x m, to be minimised.
 * @param reference The reference point, m numbers.
 */
export function frontImprovement(
  front: readonly (readonly number[])[],
  reference: readonly number[],
  random: Random,
): JointCriterion {
  const m = reference.length;
  if (m <= MOST_EXACT) return expectedHypervolumeImprovement(front, reference);
  const depths = reference.map((value, j) => Math.abs(value - least(front, j)) || 1);
  const direction = drawDirection(m, random).map((share, j) => share * depths[j]);
  return expectedChebyshevImprovement(front, { reference, direction });
}

const least = (front: readonly (readonly number[])[], j: number) =>
  front.reduce((least, values) => Math.min(least, values[j]), Infinity);

/**
 * Draws a direction of m positive numbers, uniformly from the sphere's positive part: normal numbers without
 * their sign, by Box and Muller. Its length is 1, up to objectives that are lifted to the least share.
 */
export function drawDirection(m: number, random: Random): number[] {
  const draw = () => Math.abs(Math.sqrt(-2 * log(1 - random())) * cos(2 * Math.PI * random()));
  const parts = Array.from({ length: m }, draw);
  const length = Math.sqrt(parts.reduce((sum, part) => sum + part * part, 0));
  return parts.map((part) => Math.max(LEAST_SHARE, part / length));
}
