/**
 * The normal distribution, stable far in its tails, in exact arithmetic.
 *
 * Notation: phi and Phi are the density and the distribution function of the standard normal
 * distribution, M(x) = Phi(-x) / phi(x) is Mills' ratio, and G(x) = 1 - x M(x), so that
 * phi(z) + z Phi(z) = phi(z) G(-z). For x >= 0 both are Chebyshev series in t = (x - 5) / (x + 5):
 * (1 + x) M(x) and (1 + x + x^2) G(x) are smooth on the whole half line. The coefficients were
 * computed with 40 digits (mpmath, interpolation at 60 Chebyshev nodes) and cut at 2e-18.
 *
 * @see M. M. Shepherd, J. G. Laframboise (1981), "Chebyshev approximation of (1 + 2x) exp(x^2)
 * erfc x in 0 <= x < infinity", Mathematics of Computation 36(153), 249-253.
 *
 * @module
 */
import { exactProduct } from "./_double_double.ts";
import { exp } from "./exp.ts";
import { log, log1p } from "./log.ts";

/** ln sqrt(2 pi). */
const LOG_ROOT_TWO_PI = 0.9189385332046728;
/** 1 / sqrt(2 pi). */
const INVERSE_ROOT_TWO_PI = 0.3989422804014327;
const CENTRE = 5;

const MILLS = [
  1.1579976221305188,
  -0.1633449388451398,
  -0.013683136055781576,
  0.03082200019810004,
  -0.016220073012046806,
  0.005616691016460094,
  -0.0014133933783549216,
  0.0002502625460725661,
  -2.468907239728387e-05,
  -1.0107964061837592e-06,
  7.495419179740573e-07,
  -7.600274268728337e-08,
  -1.1574771441328644e-08,
  3.333386472599843e-09,
  7.538039628171347e-11,
  -1.1104247263727494e-10,
  3.509243776551059e-12,
  3.6894953861750955e-12,
  -2.3376697776383095e-13,
  -1.3271797523541405e-13,
  9.921706995888276e-15,
  5.276004995455379e-15,
  -3.373097694187922e-16,
  -2.2804338776379946e-16,
  7.496330565808626e-18,
  1.0328041877290668e-17,
];
const IMPROVEMENT = [
  1.040836234711285,
  0.006841568027890788,
  -0.06395273485985997,
  0.009378504984156018,
  0.016095636377999913,
  -0.014099982944514424,
  0.006582904314948126,
  -0.002070711922737815,
  0.00044023374754090407,
  -5.125199958950288e-05,
  -2.065284371523429e-06,
  1.908579109259129e-06,
  -2.1984104842597875e-07,
  -3.498814571097193e-08,
  1.1249915308339272e-08,
  2.4979441187979294e-10,
  -4.320896277810252e-10,
  1.5088926506141474e-11,
  1.6310765773612372e-11,
  -1.1015599349166806e-12,
  -6.581094085943575e-13,
  5.146373871124474e-14,
  2.901027570578259e-14,
  -1.900181715198209e-15,
  -1.3757997413749136e-15,
  4.400684578837067e-17,
  6.770728347555195e-17,
  1.224840638362817e-18,
  -3.3016864356455994e-18,
];

/** The sum of c_j T_j(t), by Clenshaw's recurrence. */
function chebyshev(coefficients: readonly number[], t: number): number {
  const twice = 2 * t;
  let current = 0;
  let previous = 0;
  for (let j = coefficients.length - 1; j > 0; j--) {
    const next = twice * current - previous + coefficients[j];
    previous = current;
    current = next;
  }
  return t * current - previous + coefficients[0];
}

/**
 * Mills' ratio (1 - Phi(x)) / phi(x), also known as sqrt(pi / 2) erfcx(x / sqrt(2)).
 *
 * @param x At least 0.
 */
export function millsRatio(x: number): number {
  return chebyshev(MILLS, (x - CENTRE) / (x + CENTRE)) / (1 + x);
}

/** (phi(x) - x Phi(-x)) / phi(x) for x >= 0: close to 1 / x^2 for large x, without cancellation. */
export function improvementRatio(x: number): number {
  return chebyshev(IMPROVEMENT, (x - CENTRE) / (x + CENTRE)) / (1 + x + x * x);
}

/** The density phi(z); z^2 is carried exactly, so that the relative error stays near 1e-16. */
export function normalPdf(z: number): number {
  if (Math.abs(z) > 39) return 0;
  const { high, low } = exactProduct(z, z);
  return INVERSE_ROOT_TWO_PI * exp(-high / 2) * (1 - low / 2);
}

/** ln phi(z). */
function logNormalPdf(z: number): number {
  return -z * z / 2 - LOG_ROOT_TWO_PI;
}

/** The distribution function Phi(z), with full relative precision in the lower tail. */
export function normalCdf(z: number): number {
  if (z > 0) return 1 - normalPdf(z) * millsRatio(z);
  return z < -39 ? 0 : normalPdf(z) * millsRatio(-z);
}

/** ln Phi(z), finite for every finite z of magnitude below 1e154. */
export function logNormalCdf(z: number): number {
  if (z > 0) return log1p(-normalPdf(z) * millsRatio(z));
  return logNormalPdf(z) + log(millsRatio(-z));
}

/** The derivative of {@linkcode logNormalCdf}: phi(z) / Phi(z), positive, close to -z for z << 0. */
export function logNormalCdfSlope(z: number): number {
  return z < 0 ? 1 / millsRatio(-z) : normalPdf(z) / normalCdf(z);
}

/**
 * The logarithm of the expected improvement of a standard normal variable,
 * ln h(z), h(z) = phi(z) + z Phi(z), finite for every finite z of magnitude below 1e154. With a
 * prediction of mean mu and standard deviation s, ln EI = ln s + ln h((best - mu) / s).
 *
 * @see S. Ament, S. Daulton, D. Eriksson, M. Balandat, E. Bakshy (2023), "Unexpected improvements to
 * expected improvement for Bayesian optimization", NeurIPS 36, equation 9.
 */
export function logImprovement(z: number): number {
  if (z > 0) return log(normalPdf(z) + z * normalCdf(z));
  return logNormalPdf(z) + log(improvementRatio(-z));
}

/** The derivative of {@linkcode logImprovement}: Phi(z) / h(z), positive, close to -z for z << 0. */
export function logImprovementSlope(z: number): number {
  if (z > 0) return normalCdf(z) / (normalPdf(z) + z * normalCdf(z));
  return millsRatio(-z) / improvementRatio(-z);
}
