/**
 * Correlation functions of the weighted squared distance s = sum_k theta_k d_k, where d_k is the
 * squared difference of a coordinate, or 0 and 1 for equal and different levels of a factor.
 *
 * @see C. E. Rasmussen, C. K. I. Williams (2006), "Gaussian Processes for Machine Learning", MIT
 * Press, section 4.2.
 *
 * @module
 */
import { exp } from "../exact/exp.ts";

/**
 * Computes correlations and their derivatives by s.
 *
 * @param s Weighted squared distances.
 * @param value Receives the correlations.
 * @param slope Receives the derivatives by s.
 */
export type Kernel = (
  s: Float64Array,
  count: number,
  value: Float64Array,
  slope: Float64Array,
) => void;

const ROOT_3 = 1.7320508075688772;
const ROOT_5 = 2.23606797749979;

/** exp(-s), infinitely smooth. */
function gauss(s: Float64Array, count: number, value: Float64Array, slope: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const correlation = exp(-s[i]);
    value[i] = correlation;
    slope[i] = -correlation;
  }
}

/** (1 + a + a^2 / 3) exp(-a), a = sqrt(5 s): twice differentiable. */
function matern52(s: Float64Array, count: number, value: Float64Array, slope: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const a = ROOT_5 * Math.sqrt(s[i]);
    const decay = exp(-a);
    value[i] = (1 + a + a * a / 3) * decay;
    slope[i] = -(5 / 6) * (1 + a) * decay;
  }
}

/** (1 + a) exp(-a), a = sqrt(3 s): once differentiable. */
function matern32(s: Float64Array, count: number, value: Float64Array, slope: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const a = ROOT_3 * Math.sqrt(s[i]);
    const decay = exp(-a);
    value[i] = (1 + a) * decay;
    slope[i] = -1.5 * decay;
  }
}

/** exp(-sqrt(s)): continuous; the slope at s = 0, where there is none, is set to 0. */
function exponential(
  s: Float64Array,
  count: number,
  value: Float64Array,
  slope: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const a = Math.sqrt(s[i]);
    const decay = exp(-a);
    value[i] = decay;
    slope[i] = a > 0 ? -decay / (2 * a) : 0;
  }
}

/** The kernels by name. */
export const kernels = { gauss, matern52, matern32, exp: exponential } as const satisfies Record<
  string,
  Kernel
>;

/** The name of a kernel. */
export type KernelName = keyof typeof kernels;
