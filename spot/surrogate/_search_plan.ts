/**
 * How much search a fit gets: the smaller the data, the cheaper a likelihood, the more of them.
 *
 * @module
 */
import { LN_10, log } from "../core/exact/log.ts";
import type { ParameterPrior, ParameterSearch } from "./_hyperparameter_search.ts";
import type { ResolvedKrigingOptions } from "./kriging_options.ts";

const LN_2 = 0.6931471805599453;
const INTERPOLATION_LOG10 = -7.826779887263511;

/** Above this number of points the search begins on a subset. */
export const DIRECT_POINTS = 120;
/** The size of that subset. */
export const PILOT_POINTS = 100;

/** The box of the parameters (log10 theta, log10 lambda); given ones have equal bounds. */
export type ParameterBox = Pick<ParameterSearch, "lower" | "upper" | "prior">;

/** The bounds and the prior of k + 1 parameters. */
export function parameterBox(k: number, options: ResolvedKrigingOptions): ParameterBox {
  const { thetaLog10, lambdaLog10, thetaBounds, lambdaBounds, method, prior } = options;
  const bounds = (end: 0 | 1): Float64Array => {
    const box = new Float64Array(k + 1);
    for (let j = 0; j < k; j++) {
      box[j] = typeof thetaLog10 === "object" ? thetaLog10[j] : thetaLog10 ?? thetaBounds[end];
    }
    box[k] = lambdaLog10 ?? (method === "interpolation" ? INTERPOLATION_LOG10 : lambdaBounds[end]);
    return box;
  };
  return {
    lower: bounds(0),
    upper: bounds(1),
    prior: prior ? lengthPrior(k, options) : undefined,
  };
}

/**
 * Lengthscales that grow with the root of the dimension, so that functions of many variables are
 * not taken for noise: ln length ~ N(ln k / 2, 3), as wide as in the reference but centred lower,
 * for functions with several optima; of the nugget log10 lambda ~ N(-6, 2.6^2).
 *
 * @see C. Hvarfner, E. O. Hellsten, L. Nardi (2024), "Vanilla Bayesian optimization performs great in
 * high dimensions", ICML.
 */
function lengthPrior(k: number, { kernel }: ResolvedKrigingOptions): ParameterPrior {
  const logWeight = -log(k) - (kernel === "gauss" ? LN_2 : 0);
  const mean = new Float64Array(k + 1).fill(logWeight / LN_10);
  const sd = new Float64Array(k + 1).fill(2 * Math.sqrt(3) / LN_10);
  mean[k] = -6;
  sd[k] = 2.6;
  return { mean, sd };
}

/** Numbers of likelihood evaluations. */
export type SearchEffort = Pick<
  ParameterSearch,
  "screened" | "refined" | "finalists" | "maxEvaluations"
>;

/**
 * The effort of a search over `free` parameters from scratch. The prior leaves few local minima;
 * without it there are more, often on the bounds, and the search has many more starts.
 */
export function searchEffort(n: number, free: number, hasPrior: boolean): SearchEffort {
  if (hasPrior) return { screened: 12 * free, refined: 4, finalists: 2, maxEvaluations: 50 };
  const cost = Math.max(1, n * n * n / 27000);
  return {
    screened: 2 * Math.round(Math.min(100 + 50 * free, 1500 / cost)),
    refined: 4 * Math.round(Math.max(4, Math.min(8 + 3 * free, 40 / cost))),
    finalists: 8,
    maxEvaluations: 100,
  };
}

/** Where a search with a prior also starts: its centre, and shorter lengths with more noise. */
export function priorStarts(prior: ParameterPrior | undefined): Float64Array[] {
  if (!prior) return [];
  const last = prior.mean.length - 1;
  return [prior.mean, prior.mean.map((value, i) => i === last ? -1 : value + 0.6)];
}

/** The effort of the search on all data after the one on a subset. */
export const finalEffort: SearchEffort = {
  screened: 0,
  refined: 0,
  finalists: 1,
  maxEvaluations: 14,
};
