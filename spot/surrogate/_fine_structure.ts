/**
 * The search for structure that is finer than the fitted lengths.
 *
 * A function without noise needs a nugget where it has bumps that the lengths pass over. The nugget takes
 * them for independent from point to point; here they get a length of their own, as points are near enough
 * to tell, so that the model interpolates and knows how far a bump reaches.
 *
 * @see S. Ba, V. R. Joseph (2012), "Composite Gaussian process models for emulating expensive functions",
 * Annals of Applied Statistics 6(4).
 *
 * @module
 */
import { pow } from "../core/exact/pow.ts";
import type { FineStructure } from "./_composite_kernel.ts";

/** A smaller nugget, base 10, smooths what the kernel does not fit, and is left to it. */
const LEAST_NUGGET = -3;
/** The nugget of interpolation, base 10, beside the fine structure. */
const INTERPOLATION = -8;
/** Shares that are tried, relative to the nugget, base 10. */
const SHARES = [0, 0.5, -0.5];
/** Largest weights of the short process that are tried, base 10: lengths from 0.18 to 0.01 of a range. */
const WEIGHTS = [1.5, 2, 2.5, 3, 3.5, 4];
/** The lengths differ at least by the root of this factor, base 10. */
const LEAST_FACTOR = 0.5;
/** A weak prior where points are too far apart to tell: log10 of the largest weight ~ N(3, 1). */
const USUAL_WEIGHT = 3;
/** Points are near enough to tell if the likelihood gains so much by the length. */
const LEAST_GAIN = 2;

/** Whether a fit's nugget may stand for fine structure. */
export function mayHaveFineStructure(p: Float64Array): boolean {
  return p[p.length - 1] > LEAST_NUGGET;
}

/**
 * The parameters beside a fine structure: the fitted weights, and the nugget of interpolation.
 *
 * @param leastNugget The least one that is allowed, base 10.
 */
export function besideFineStructure(p: Float64Array, leastNugget: number): Float64Array {
  return p.with(p.length - 1, Math.max(leastNugget, INTERPOLATION));
}

/**
 * Finds the fine structure of the largest likelihood.
 *
 * @param parameters p of the fit with a nugget (log10 theta, log10 lambda); those beside a structure.
 * @param likelihoodWith The likelihood at parameters, with a fine structure or without.
 * @returns The structure, or undefined if the data do not tell it from noise.
 */
export function findFineStructure(
  { p, beside }: { readonly p: Float64Array; readonly beside: Float64Array },
  likelihoodWith: (parameters: Float64Array, fineStructure?: FineStructure) => number,
): FineStructure | undefined {
  const k = p.length - 1;
  const largest = p.subarray(0, k).reduce((most, weight) => Math.max(most, weight), -Infinity);
  // Short of the least factor, several weights have the same one.
  const factors = new Set(WEIGHTS.map((weight) => Math.max(LEAST_FACTOR, weight - largest)));
  let found: FineStructure | undefined;
  let least = likelihoodWith(p) - LEAST_GAIN;
  for (const share of SHARES) {
    for (const factor of factors) {
      const fineStructure = { share: pow(10, p[k] + share), factor: pow(10, factor) };
      const deviation = largest + factor - USUAL_WEIGHT;
      const value = likelihoodWith(beside, fineStructure) + deviation * deviation / 2;
      if (value < least) [found, least] = [fineStructure, value];
    }
  }
  return found;
}
