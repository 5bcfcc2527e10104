/**
 * Correlation functions.
 *
 * Notation: d_pk the difference of a pair of points p in coordinate k (0 or 1 for equal and
 * different levels of a factor), theta_k the weight, s_pk = theta_k d_pk^2 and s_p their sum over k;
 * psi_p the correlation. Differences are flat, pair by pair.
 *
 * @see C. E. Rasmussen, C. K. I. Williams (2006), "Gaussian Processes for Machine Learning", MIT
 * Press, section 4.2.
 *
 * @module
 */
import { exp } from "../exact/exp.ts";
import { productOfMatern52 } from "./_product_kernel.ts";
import { type Profile, radialKernel } from "./_radial_kernel.ts";

/** Pairs of points with the weights of their differences. */
export interface WeightedPairs {
  readonly k: number;
  /** How many of the pairs count, from the first. */
  readonly count: number;
  /** count x k. */
  readonly differences: Float64Array;
  /** theta, k numbers. */
  readonly theta: Float64Array;
  /** The roots of theta. */
  readonly rootTheta: Float64Array;
}

/** A correlation function with its derivatives. */
export interface Kernel {
  /**
   * Computes psi_p.
   *
   * @param psi Receives the correlations.
   * @param slope Receives what {@linkcode accumulate} needs.
   */
  correlate(pairs: WeightedPairs, psi: Float64Array, slope: Float64Array): void;
  /**
   * Adds `sum_p weight_p dpsi_p / ds_pk d_pk^moment` to out_k, after {@linkcode correlate}.
   *
   * @param moment 2 for derivatives by theta, 1 for those by a coordinate.
   */
  accumulate(
    pairs: WeightedPairs,
    slope: Float64Array,
    weight: Float64Array,
    moment: 1 | 2,
    out: Float64Array,
  ): void;
}

const ROOT_3 = 1.7320508075688772;
const ROOT_5 = 2.23606797749979;

/** exp(-s), infinitely smooth. */
const gauss: Profile = (psi, slope, count) => {
  for (let p = 0; p < count; p++) {
    const decay = exp(-psi[p]);
    psi[p] = decay;
    slope[p] = -decay;
  }
};

/** (1 + a + a^2 / 3) exp(-a), a = sqrt(5 s): twice differentiable. */
const matern52: Profile = (psi, slope, count) => {
  for (let p = 0; p < count; p++) {
    const a = ROOT_5 * Math.sqrt(psi[p]);
    const decay = exp(-a);
    psi[p] = decay === 0 ? 0 : (1 + a + a * a / 3) * decay;
    slope[p] = decay === 0 ? 0 : -(5 / 6) * (1 + a) * decay;
  }
};

/** (1 + a) exp(-a), a = sqrt(3 s): once differentiable. */
const matern32: Profile = (psi, slope, count) => {
  for (let p = 0; p < count; p++) {
    const a = ROOT_3 * Math.sqrt(psi[p]);
    const decay = exp(-a);
    psi[p] = decay === 0 ? 0 : (1 + a) * decay;
    slope[p] = -1.5 * decay;
  }
};

/** exp(-sqrt(s)): continuous; the slope at s = 0, where there is none, is set to 0. */
const exponential: Profile = (psi, slope, count) => {
  for (let p = 0; p < count; p++) {
    const a = Math.sqrt(psi[p]);
    const decay = exp(-a);
    psi[p] = decay;
    slope[p] = a > 0 ? -decay / (2 * a) : 0;
  }
};

/**
 * The name of a kernel. All but the last are functions of the weighted distance of two points;
 * `matern52Product` is a product of Matern 5/2 correlations, one per variable.
 */
export type KernelName = "gauss" | "matern52" | "matern32" | "exp" | "matern52Product";

/** The kernels by name. */
export const kernels: Readonly<Record<KernelName, Kernel>> = {
  gauss: radialKernel(gauss),
  matern52: radialKernel(matern52),
  matern32: radialKernel(matern32),
  exp: radialKernel(exponential),
  matern52Product: productOfMatern52,
};
