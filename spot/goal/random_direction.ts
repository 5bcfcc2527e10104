/** Directions in which a front is looked for. @module */
import { log } from "../core/exact/log.ts";
import { cos } from "../core/exact/trigonometric.ts";
import type { Random } from "../core/random/stream.ts";

/** The least share of an objective in a direction: no objective is left out of any. */
const LEAST_SHARE = 0.01;

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
