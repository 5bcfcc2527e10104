/**
 * The expected improvement along a direction, for any number of objectives.
 *
 * Notation: m objectives with independent normal predictions Y_j of mean mu_j and deviation s_j; r the
 * reference point, d a direction of positive numbers. S(y) = max_j (y_j - r_j) / d_j tells how near to r,
 * along d, the region is that y dominates: the smaller, the better; f is the smallest S of the front.
 * As S(Y) <= t if all Y_j <= r_j + t d_j,
 * E max(0, f - S(Y)) = integral up to f of prod_j Phi((t - a_j) / b_j) dt, a_j = (mu_j - r_j) / d_j, b_j = s_j / d_j.
 * The integrand rises, by one factor after another: each piece between their bends is integrated by
 * Gauss and Legendre's rule, in logarithms, which carry it below the smallest number.
 *
 * Over directions drawn from the sphere, the mean of max(0, -f)^m is the hypervolume, up to a constant: what
 * improves along random directions enlarges it.
 *
 * @see D. Golovin, Q. Zhang (2020), "Random hypervolume scalarizations for provable multi-objective black box
 * optimization", ICML, lemma 5.
 *
 * @module
 */
import { exp } from "../core/exact/exp.ts";
import { log } from "../core/exact/log.ts";
import { logNormalCdf, logNormalCdfSlope } from "../core/exact/normal.ts";
import { SMALLEST_SD } from "./criteria.ts";
import type { JointCriterion } from "./joint_rating.ts";

/** Nodes and weights of the rule with five nodes on [-1, 1]. */
const RULE = [
  [-0.906179845938664, 0.23692688505618908],
  [-0.5384693101056831, 0.47862867049936647],
  [0, 0.5688888888888889],
  [0.5384693101056831, 0.47862867049936647],
  [0.906179845938664, 0.23692688505618908],
];
/** Where a factor bends, in its deviations from its middle. */
const BENDS = [-4, 0, 4];
/** From here, in deviations from its middle, a factor is 1. */
const FLAT = 8;
/** The integral ends where a factor has fallen by so much, in logarithms. */
const DEPTH = 30;
/** Bounds of pieces as shares of that depth, where all factors fall steeply. */
const STEPS = [1, 0.25, 0.0625];
/** Nodes of smaller shares have no effect on the derivatives. */
const LEAST_SHARE = 1e-15;

/** What the improvement is measured by. */
export interface Scalarisation {
  /** The reference point, m numbers, in the unit of the predictions. */
  readonly reference: readonly number[];
  /** m positive numbers. */
  readonly direction: readonly number[];
}

/** The factor Phi((t - a) / b). */
interface Factor {
  readonly a: number;
  readonly b: number;
}

/**
 * Makes the rating ln E max(0, f - S(Y)), with its derivatives.
 *
 * @param front Responses of known points, n x m, to be minimised.
 *
 * @example
 * ```ts
 * const along = { reference: [1.1, 1.1], direction: [0.6, 0.8] };
 * const rate = expectedChebyshevImprovement([[0.2, 0.5]], along);
 * const { value } = rate({ mean: [0.4, 0.3], sd: [0.1, 0.1] }); // the logarithm of the gain expected
 * ```
 */
export function expectedChebyshevImprovement(
  front: readonly (readonly number[])[],
  { reference, direction }: Scalarisation,
): JointCriterion {
  const nearness = (y: readonly number[]) =>
    y.reduce((most, value, j) => Math.max(most, (value - reference[j]) / direction[j]), -Infinity);
  const best = front.reduce((least, y) => Math.min(least, nearness(y)), Infinity);
  return ({ mean, sd }) => {
    const factors = mean.map((mu, j): Factor => ({
      a: (mu - reference[j]) / direction[j],
      b: Math.max(sd[j], SMALLEST_SD) / direction[j],
    }));
    const { value, byA, byB } = logIntegral(factors, best);
    return {
      value,
      byMean: byA.map((slope, j) => slope / direction[j]),
      bySd: byB.map((slope, j) => slope / direction[j]),
    };
  };
}

/** The logarithm of the integral up to f, with its derivatives by each a and b. */
function logIntegral(factors: readonly Factor[], f: number) {
  const terms = nodesOf(factors, f).map(({ below, weight }) => {
    const z = factors.map(({ a, b }) => (f - a) / b - below / b);
    return { z, value: z.reduce((sum, own) => sum + logFactor(own), log(weight)) };
  });
  const largest = terms.reduce((most, { value }) => Math.max(most, value), -Infinity);
  const weights = terms.map(({ value }) => exp(value - largest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const byA = factors.map(() => 0);
  const byB = factors.map(() => 0);
  terms.forEach(({ z }, i) => {
    const share = weights[i] / sum;
    if (share < LEAST_SHARE) return;
    factors.forEach(({ b }, j) => {
      if (z[j] > FLAT) return;
      const slope = share * logNormalCdfSlope(z[j]) / b;
      byA[j] -= slope;
      byB[j] -= slope * z[j];
    });
  });
  return { value: largest + log(sum), byA, byB };
}

const logFactor = (z: number) => z > FLAT ? 0 : logNormalCdf(z);

/** Nodes of all pieces, by how far below f they are: so that they differ however small the pieces are. */
function nodesOf(factors: readonly Factor[], f: number) {
  const bounds = boundsOf(factors, f);
  return bounds.slice(1).flatMap((to, i) => {
    const half = (to - bounds[i]) / 2;
    return RULE.map(([node, weight]) => ({
      below: bounds[i] + half + half * node,
      weight: half * weight,
    }));
  }).filter(({ weight }) => weight > 0);
}

/** Bounds of the pieces, ascending from 0. */
function boundsOf(factors: readonly Factor[], f: number): number[] {
  const depth = factors.reduce((least, factor) => Math.min(least, depthOf(factor, f)), Infinity);
  const bends = factors.flatMap(({ a, b }) => BENDS.map((bend) => f - a - bend * b));
  const inside = bends.filter((bend) => 0 < bend && bend < depth);
  return [0, ...inside, ...STEPS.map((step) => step * depth)].sort((a, b) => a - b);
}

/** How far below f a factor has fallen to its depth: ln Phi(z) is near -z^2 / 2. */
function depthOf({ a, b }: Factor, f: number): number {
  const z = (f - a) / b;
  return z < 0
    ? b * (2 * DEPTH / (Math.sqrt(z * z + 2 * DEPTH) - z))
    : b * (z + Math.sqrt(2 * DEPTH));
}
