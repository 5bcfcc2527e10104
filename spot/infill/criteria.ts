/**
 * Infill criteria: how a candidate is rated from its prediction; the best rated one is evaluated.
 *
 * Notation: mu and s the predicted mean and standard deviation, f the incumbent (the smallest
 * response so far), z = (f - mu) / s, phi and Phi the normal density and distribution function.
 *
 * @see D. R. Jones, M. Schonlau, W. J. Welch (1998), "Efficient global optimization of expensive
 * black-box functions", Journal of Global Optimization 13, equation 15 (expected improvement).
 * @see D. R. Jones (2001), "A taxonomy of global optimization methods based on response surfaces",
 * Journal of Global Optimization 21 (probability of improvement, lower confidence bound).
 *
 * @module
 */
import { log } from "../core/exact/log.ts";
import {
  logImprovement,
  logImprovementSlope,
  logNormalCdf,
  logNormalCdfSlope,
} from "../core/exact/normal.ts";

/**
 * The name of a built-in criterion: `ei` expected improvement, `pi` probability of improvement, `lcb`
 * lower confidence bound, `y` the predicted mean alone, `auto` a schedule of `ei` and `y`.
 */
export type InfillCriterionName = "auto" | "ei" | "pi" | "lcb" | "y";

/** What a criterion knows beside the prediction. */
export interface InfillContext {
  /** The smallest response so far; where points have replicates, the smallest prediction at one. */
  readonly incumbent: number;
}

/**
 * Rates a candidate from its predicted mean and standard deviation, in y's units; the candidate of
 * the largest rating is evaluated.
 */
export type InfillCriterion = (
  prediction: { readonly mean: number; readonly sd: number },
  context: InfillContext,
) => number;

/** A rating with its derivatives by the mean and by the standard deviation. */
export interface Rating {
  readonly value: number;
  readonly byMean: number;
  readonly bySd: number;
}

/** A criterion that tells its derivatives. */
export type SmoothCriterion = (mean: number, sd: number, incumbent: number) => Rating;

/** The factor of the standard deviation in the lower confidence bound. */
const CONFIDENCE = 2;
/** Keeps quotients finite where there is no uncertainty. */
export const SMALLEST_SD = 1e-150;

/** ln EI = ln s + ln(phi(z) + z Phi(z)), without underflow however small the improvement. */
function expectedImprovement(mean: number, sd: number, incumbent: number): Rating {
  const s = Math.max(sd, SMALLEST_SD);
  const z = (incumbent - mean) / s;
  const slope = logImprovementSlope(z);
  return {
    value: log(s) + logImprovement(z),
    byMean: -slope / s,
    bySd: (1 - slope * z) / s,
  };
}

/** ln PI = ln Phi(z). */
function probabilityOfImprovement(mean: number, sd: number, incumbent: number): Rating {
  const s = Math.max(sd, SMALLEST_SD);
  const z = (incumbent - mean) / s;
  const slope = logNormalCdfSlope(z);
  return { value: logNormalCdf(z), byMean: -slope / s, bySd: -slope * z / s };
}

/** -(mu - 2 s). */
function lowerConfidenceBound(mean: number, sd: number): Rating {
  return { value: CONFIDENCE * sd - mean, byMean: -1, bySd: CONFIDENCE };
}

/** -mu. */
function predictedMean(mean: number): Rating {
  return { value: -mean, byMean: -1, bySd: 0 };
}

/** The built-in criteria by name. */
export const criteria = {
  ei: expectedImprovement,
  pi: probabilityOfImprovement,
  lcb: lowerConfidenceBound,
  y: predictedMean,
} as const satisfies Record<Exclude<InfillCriterionName, "auto">, SmoothCriterion>;

/** Step of the differences, relative to the standard deviation. */
const STEP = 1e-5;
/** The least step, as a share of the responses' range. */
const LEAST_STEP = 1e-8;

/**
 * Gives a criterion its derivatives, by central differences. Predictions are in the responses' own unit,
 * their range.
 */
export function smoothed(criterion: InfillCriterion): SmoothCriterion {
  return (mean, sd, incumbent) => {
    const step = Math.max(STEP * sd, LEAST_STEP);
    const at = (m: number, s: number) => criterion({ mean: m, sd: s }, { incumbent });
    const lower = Math.max(0, sd - step);
    return {
      value: at(mean, sd),
      byMean: (at(mean + step, sd) - at(mean - step, sd)) / (2 * step),
      bySd: (at(mean, sd + step) - at(mean, lower)) / (sd + step - lower),
    };
  };
}
