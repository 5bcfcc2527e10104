/**
 * The concentrated likelihood of Kriging and its gradient.
 *
 * Notation: R correlations, Psi = R + lambda N + floor I, N the diagonal matrix of relative noise
 * variances (the identity unless they are given); mu = 1'Psi^-1 y / 1'Psi^-1 1, r = y - mu,
 * sigma^2 = r'Psi^-1 r / n, alpha = Psi^-1 r. To be minimised over p = (log10 theta, log10 lambda):
 * f(p) = n/2 ln sigma^2 + 1/2 ln |Psi|,
 * df/dp = 1/2 sum_ij (Psi^-1 - alpha alpha' / sigma^2)_ij dPsi_ij/dp.
 *
 * @see A. Forrester, A. Sobester, A. Keane (2008), "Engineering Design via Surrogate Modelling",
 * Wiley, sections 2.4 and 6.1.
 * @see D. J. J. Toal, N. W. Bressloff, A. J. Keane (2008), "Kriging hyperparameter tuning strategies",
 * AIAA Journal 46(5), for the gradient.
 *
 * @module
 */
import { LN_10, log } from "../core/exact/log.ts";
import { pow } from "../core/exact/pow.ts";
import {
  choleskyInPlace,
  inverseFromFactor,
  invertFactor,
  solveLowerTransposed,
  solveLowerTwo,
} from "../linalg/cholesky.ts";
import { paddedSize } from "../linalg/row_products.ts";
import { memory } from "./_memory.ts";
import type { PairDifferences } from "./_pair_differences.ts";
import type { Kernel } from "./kernel.ts";

/** Keeps the logarithm finite if all responses are the same. */
const SMALLEST_VARIANCE = 1e-280;

/** What the likelihood is a function of, beside its parameters. */
export interface LikelihoodData {
  readonly pairs: PairDifferences;
  /** Responses, n numbers. */
  readonly y: Float64Array;
  /** Relative noise variances, n numbers. */
  readonly noise: Float64Array;
  /** Added to every diagonal element beside the nugget. */
  readonly floor: number;
  readonly kernel: Kernel;
}

/** The likelihood, with what its last evaluation left behind. */
export interface Likelihood {
  readonly n: number;
  /** n rounded up to a multiple of 4: rows and columns of the matrices. */
  readonly size: number;
  /** mu, sigma^2 and alpha of the last evaluation. */
  readonly mu: number;
  readonly sigma2: number;
  readonly alpha: Float64Array;
  /** L of the last evaluation, in the lower triangle. */
  readonly factor: Float64Array;
  /** Computes V from L, in memory of its own that the next gradient overwrites. */
  invert(): Float64Array;
  /**
   * f(p), or Infinity if Psi is not positive definite.
   *
   * @param p k + 1 numbers: log10 theta, log10 lambda.
   */
  evaluate(p: ArrayLike<number>, floor?: number): number;
  /**
   * Replaces the factor by that of R + diagonal I, R the correlations of the last evaluation.
   *
   * @returns Whether the matrix is positive definite.
   */
  factorizeCorrelation(diagonal: number): boolean;
  /** Writes the gradient at the last evaluation, whose value must have been finite. */
  writeGradient(gradient: Float64Array): void;
}

/** Makes the likelihood of some data, with all the memory it needs. */
export function createLikelihood(data: LikelihoodData): Likelihood {
  const { y, noise, kernel } = data;
  const { n, k } = data.pairs;
  const size = paddedSize(n);
  const place = placeOf(data, size);
  const { theta, rootTheta, byTheta, ones, alpha, factor, upper, inverse } = place;
  const { correlation, slope, weight, pairs } = place;
  let lambda = 0;
  let mu = 0;
  let sigma2 = 0;

  const evaluate = (p: ArrayLike<number>, floor = data.floor): number => {
    for (let column = 0; column < k; column++) {
      theta[column] = pow(10, p[column]);
      rootTheta[column] = Math.sqrt(theta[column]);
    }
    lambda = pow(10, p[k]);
    kernel.correlate(pairs, correlation, slope);
    fillMatrix(factor, { n, size, correlation, noise, lambda, floor });
    if (!choleskyInPlace(factor, size)) return Infinity;
    ones.fill(0).fill(1, 0, n);
    alpha.fill(0).set(y);
    solveLowerTwo(factor, size, { b: ones, c: alpha });
    mu = dot(ones, alpha) / dot(ones, ones);
    for (let i = 0; i < size; i++) alpha[i] -= mu * ones[i];
    sigma2 = Math.max(SMALLEST_VARIANCE, dot(alpha, alpha) / n);
    solveLowerTransposed(factor, size, alpha);
    return n / 2 * log(sigma2) + halfLogDeterminant(factor, n, size);
  };
  return {
    n,
    size,
    get mu() {
      return mu;
    },
    get sigma2() {
      return sigma2;
    },
    alpha,
    factor,
    invert() {
      invertFactor(factor, upper, size);
      return upper;
    },
    evaluate,
    factorizeCorrelation(diagonal) {
      fillMatrix(factor, { n, size, correlation, noise, lambda: 0, floor: diagonal });
      return choleskyInPlace(factor, size);
    },
    writeGradient(gradient) {
      invertFactor(factor, upper, size);
      inverseFromFactor(upper, inverse, size);
      pairWeights(weight, { n, size, inverse, alpha, sigma2 });
      byTheta.fill(0);
      kernel.accumulate(pairs, slope, weight, 2, byTheta);
      for (let column = 0; column < k; column++) {
        gradient[column] = byTheta[column] * (LN_10 * theta[column]);
      }
      gradient[k] = LN_10 * lambda * noiseGradient(inverse, size, alpha, sigma2, noise);
    },
  };
}

/** The arrays of a likelihood, in one memory, with the differences of its pairs. */
function placeOf({ pairs: { n, k, count, differences }, kernel }: LikelihoodData, size: number) {
  const [theta, rootTheta, byTheta, ones, alpha, factor, upper, inverse, ...ofPairs] = memory
    .arrays([
      ...[k, k, k, size, size] as const,
      ...[size * size, size * size, size * size] as const,
      ...[count, count, count, count * k, kernel.scratchLength?.(k, count) ?? 0] as const,
    ]);
  const [correlation, slope, weight, copied, scratch] = ofPairs;
  copied.set(differences);
  const pairs = { n, k, count, differences: copied, theta, rootTheta, scratch };
  return {
    ...{ theta, rootTheta, byTheta, ones, alpha, factor, upper, inverse },
    ...{ correlation, slope, weight, pairs },
  };
}

/** Psi's lower triangle, padded with the identity. */
function fillMatrix(
  matrix: Float64Array,
  { n, size, correlation, noise, lambda, floor }:
    & Record<"n" | "size" | "lambda" | "floor", number>
    & Record<"correlation" | "noise", Float64Array>,
): void {
  let pair = 0;
  for (let i = 0; i < n; i++) {
    const row = i * size;
    for (let j = 0; j < i; j++) matrix[row + j] = correlation[pair++];
    matrix[row + i] = 1 + lambda * noise[i] + floor;
  }
  for (let i = n; i < size; i++) {
    matrix.fill(0, i * size, i * size + i);
    matrix[i * size + i] = 1;
  }
}

/** (Psi^-1 - alpha alpha' / sigma^2)_ij for every pair i > j. */
function pairWeights(
  weight: Float64Array,
  { n, size, inverse, alpha, sigma2 }:
    & Record<"n" | "size" | "sigma2", number>
    & Record<"inverse" | "alpha", Float64Array>,
): void {
  let pair = 0;
  for (let i = 1; i < n; i++) {
    const scaled = alpha[i] / sigma2;
    const row = i * size;
    for (let j = 0; j < i; j++) weight[pair++] = inverse[row + j] - scaled * alpha[j];
  }
}

function noiseGradient(
  inverse: Float64Array,
  size: number,
  alpha: Float64Array,
  sigma2: number,
  noise: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < noise.length; i++) {
    sum += (inverse[i * size + i] - alpha[i] * alpha[i] / sigma2) * noise[i];
  }
  return sum / 2;
}

function halfLogDeterminant(factor: Float64Array, n: number, size: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += log(factor[i * size + i]);
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
