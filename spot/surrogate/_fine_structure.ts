/**
 * The search for structure that is finer than the fitted lengths.
 *
 * A function needs a nugget where it has bumps that the lengths pass over. The nugget takes them for
 * independent from point to point; here they get a length of their own, as points are near enough to tell,
 * so that the model knows how far a bump reaches. Without noise it interpolates; of noisy responses a part
 * of the nugget stays, as the noise that the likelihood tells from bumps.
 *
 * @see S. Ba, V. R. Joseph (2012), "Composite Gaussian process models for emulating expensive functions",
 * Annals of Applied Statistics 6(4).
 *
 * @module
 */
import { LN_10, log } from "../core/exact/log.ts";
import { pow } from "../core/exact/pow.ts";
import type { FineStructure } from "./_composite_kernel.ts";

/** A smaller nugget, base 10, smooths what the kernel does not fit, and is left to it. */
const LEAST_NUGGET = -3;
/** The nugget of interpolation, base 10, beside the fine structure of a function without noise. */
const INTERPOLATION = -8;
/** Parts of the nugget's variance that are tried as noise, where there is some. */
const NOISE_PARTS = [0.3, 0.03, 0.003];
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

/** Parameters, with a fine structure that they stand beside. */
export interface StructuredParameters {
  /** (log10 theta, log10 lambda). */
  readonly p: Float64Array;
  readonly fineStructure: FineStructure;
}

/** What limits the nugget beside a fine structure. */
export interface NuggetLimits {
  /** The least one that is allowed, base 10. */
  readonly leastNugget: number;
  /** Whether responses are noisy: then a part of the nugget stays one. */
  readonly hasNoise: boolean;
}

/**
 * Finds the fine structure of the largest likelihood, with the fitted weights beside it.
 *
 * @param p The parameters of the fit with a nugget.
 * @param likelihoodWith The likelihood at parameters, with a fine structure or without.
 * @returns The structure with its parameters, or undefined if the data do not tell it from noise.
 */
export function findFineStructure(
  p: Float64Array,
  limits: NuggetLimits,
  likelihoodWith: (parameters: Float64Array, fineStructure?: FineStructure) => number,
): StructuredParameters | undefined {
  const k = p.length - 1;
  const largest = p.subarray(0, k).reduce((most, weight) => Math.max(most, weight), -Infinity);
  // Short of the least factor, several weights have the same one.
  const factors = new Set(WEIGHTS.map((weight) => Math.max(LEAST_FACTOR, weight - largest)));
  let found: StructuredParameters | undefined;
  let least = likelihoodWith(p) - LEAST_GAIN;
  for (const { share, beside } of sharesOf(p, limits)) {
    for (const factor of factors) {
      const fineStructure = { share, factor: pow(10, factor) };
      const deviation = largest + factor - USUAL_WEIGHT;
      const value = likelihoodWith(beside, fineStructure) + deviation * deviation / 2;
      if (value < least) [found, least] = [{ p: beside, fineStructure }, value];
    }
  }
  return found;
}

/** The nugget's variance in parts: the short process's share, and the nugget beside it. */
function sharesOf(p: Float64Array, { leastNugget, hasNoise }: NuggetLimits) {
  const last = p.length - 1;
  return (hasNoise ? NOISE_PARTS : [0]).flatMap((part) =>
    SHARES.map((exponent) => {
      const variance = pow(10, p[last] + exponent);
      const share = (1 - part) * variance;
      const nugget = part > 0 ? log(part * variance / (1 + share)) / LN_10 : INTERPOLATION;
      return { share, beside: p.with(last, Math.max(leastNugget, nugget)) };
    })
  );
}
