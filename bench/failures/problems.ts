/** Functions of which half the space throws, with their optimum far from that half, near it, or on its border. @module */
import { exp } from "../../spot/core/exact/exp.ts";
import { log } from "../../spot/core/exact/log.ts";
import { cos, sin } from "../../spot/core/exact/trigonometric.ts";
import type { Random } from "../../spot/core/random/stream.ts";

/** A function on the unit cube, half of which throws; its smallest value elsewhere is 0. */
export interface FailingProblem {
  readonly k: number;
  readonly evaluate: (x: readonly number[]) => number;
  readonly hasFailed: (x: readonly number[]) => boolean;
}

/** How far the optimum is from the half that fails, beyond it where that is negative. */
export const distances = { far: 0.25, near: 0.04, border: 0, beyond: -0.2 } as const;

/** Where the optimum lies. */
export type Place = keyof typeof distances;

/** How far the optimum is from the middle at most, along the border. */
const ALONG = 0.2;

/**
 * A bowl with unequal axes and, unless its optimum is beyond the border, waves. What fails is what lies
 * on one side of a plane through the middle, which a random direction is normal to.
 */
export function failingProblem(place: Place, k: number, random: Random): FailingProblem {
  const normal = direction(k, random);
  const distance = distances[place];
  const aside = Array.from({ length: k }, () => ALONG * (2 * random() - 1));
  const slope = dot(aside, normal);
  const optimum = normal.map((n, j) => 0.5 + aside[j] - (slope + distance) * n);
  const weights = Array.from({ length: k }, () => exp(random() * log(10)));
  const wave = distance < 0 ? 0 : 0.1;
  // Beyond: by Lagrange's multiplier, the smallest value of the bowl on the plane.
  const least = distance < 0
    ? distance * distance / normal.reduce((sum, n, j) => sum + n * n / weights[j], 0)
    : 0;
  return {
    k,
    hasFailed: (x) => dot(x.map((value) => value - 0.5), normal) > 0,
    evaluate: (x) =>
      x.reduce((sum, value, j) => {
        const away = value - optimum[j];
        return sum + weights[j] * away * away + wave * (1 - cos(6 * Math.PI * away));
      }, -least),
  };
}

/** Uniform on the sphere. */
function direction(k: number, random: Random): number[] {
  const normal = Array.from(
    { length: k },
    () => Math.sqrt(-2 * log(1 - random())) * sin(2 * Math.PI * random()),
  );
  const length = Math.sqrt(dot(normal, normal));
  return normal.map((value) => value / length);
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, j) => sum + value * b[j], 0);
