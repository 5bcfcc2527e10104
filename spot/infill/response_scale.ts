/**
 * Scales on which responses are modelled: as they are, logarithmic above the smallest, or logarithmic
 * below the largest.
 *
 * A response that spans orders of magnitude, such as the walls of a valley around an optimum, is far
 * from a Gaussian process; its logarithm often is near one. So is a pit in a plain: the logarithm of
 * its depth is a wide bowl. Which scale to use is decided by the likelihood of the data: with z = T(y),
 * -ln p(y) = -ln p(z) - sum_i ln T'(y_i).
 *
 * @see E. Snelson, C. E. Rasmussen, Z. Ghahramani (2003), "Warped Gaussian processes", NeurIPS 16,
 * equation 4.
 *
 * @module
 */
import { log, log1p } from "../core/exact/log.ts";

/** Responses on a scale. */
export interface ScaledResponses {
  /** z = T(y), n numbers; increasing in y. */
  readonly z: readonly number[];
  /** ln T'(y_i), n numbers. */
  readonly logSlopes: readonly number[];
}

/** Where logarithms bend: shares of the median's height above the minimum. */
const BENDS = [1, 0.1, 0.01];

/** A second bend of constraints. */
const SIGNED_BEND = 0.1;

/** Responses higher above the median than this many typical heights are outliers. */
const OUTLIER = 100;

/**
 * How high responses lie above the smallest: the median's height; where half of them are the smallest,
 * the median height of the others.
 *
 * @returns The height; 0 if all responses are the same.
 */
export function typicalHeight(y: readonly number[]): number {
  const sorted = [...y].sort((a, b) => a - b);
  const [least] = sorted;
  const higher = sorted.slice(sorted.findIndex((value) => value > least));
  const median = sorted[sorted.length >> 1];
  return (median > least ? median : higher[higher.length >> 1]) - least;
}

/**
 * Lowers outliers to the highest value that is not one: on every scale the others would look alike
 * beside them.
 */
export function withoutOutliers(y: readonly number[]): readonly number[] {
  const sorted = [...y].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1];
  const highest = median + OUTLIER * typicalHeight(y);
  return y.map((value) => Math.min(value, highest));
}

/** z = y. */
export function naturalScale(y: readonly number[]): ScaledResponses {
  return { z: y, logSlopes: y.map(() => 0) };
}

/**
 * z = ln(y - min y + c), c the bend's share of the median's height above the minimum: nearly linear up
 * to c, logarithmic above.
 *
 * @returns The scale, or undefined if half of the responses are equal to the smallest.
 */
export function logarithmicScale(y: readonly number[], bend: number): ScaledResponses | undefined {
  const sorted = [...y].sort((a, b) => a - b);
  const least = sorted[0];
  const shift = bend * (sorted[sorted.length >> 1] - least);
  if (!(shift > 0 && Number.isFinite(sorted[sorted.length - 1] - least + shift))) return undefined;
  const z = y.map((value) => log(value - least + shift));
  return { z, logSlopes: z.map((value) => -value) };
}

/**
 * z = -ln(max y - y + c), c the median's depth below the maximum: nearly linear down to c, logarithmic
 * below.
 *
 * @returns The scale, or undefined if half of the responses are equal to the largest.
 */
export function depthScale(y: readonly number[]): ScaledResponses | undefined {
  const mirrored = logarithmicScale(y.map((value) => -value), 1);
  return mirrored && { z: mirrored.z.map((value) => -value), logSlopes: mirrored.logSlopes };
}

/** The scales that a model may choose from: the natural one, and logarithms that bend elsewhere. */
export function candidateScales(y: readonly number[]): ScaledResponses[] {
  const logarithms = BENDS.map((bend) => logarithmicScale(y, bend));
  const scales = [naturalScale(y), ...logarithms, depthScale(y)];
  return scales.filter((scale) => scale !== undefined);
}

/**
 * z = sign(y) ln(1 + |y| / c), c the bend's share of the median of |y|: 0 stays 0, and what is far from it
 * comes nearer.
 *
 * @returns The scale, or undefined if half of the responses are 0.
 * @see D. Eriksson, M. Poloczek (2021), "Scalable constrained Bayesian optimization", AISTATS, section 3.
 */
export function signedScale(y: readonly number[], bend: number): ScaledResponses | undefined {
  const sizes = y.map(Math.abs).sort((a, b) => a - b);
  const shift = bend * sizes[sizes.length >> 1];
  if (!(shift > 0 && Number.isFinite(sizes[sizes.length - 1] / shift))) return undefined;
  return {
    z: y.map((value) => value < 0 ? -log1p(-value / shift) : log1p(value / shift)),
    logSlopes: y.map((value) => -log(Math.abs(value) + shift)),
  };
}

/** The scales that a constraint's model may choose from: all keep 0. */
export function signedScales(y: readonly number[]): ScaledResponses[] {
  const scales = [naturalScale(y), signedScale(y, 1), signedScale(y, SIGNED_BEND)];
  return scales.filter((scale) => scale !== undefined);
}
