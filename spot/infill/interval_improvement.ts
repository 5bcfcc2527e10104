/**
 * The part of the expected improvement that lies between two values, by logarithms.
 *
 * Notation: mu and s the predicted mean and standard deviation, phi and Phi the normal density and
 * distribution function, h(z) = phi(z) + z Phi(z), the integral of Phi up to z; a and b the interval's ends
 * in standard deviations from mu, w = b - a. Then
 * A = integral from lower to upper of P(Y <= t) dt = s (h(b) - h(a)),
 * dA/dmu = -(Phi(b) - Phi(a)), dA/ds = phi(b) - phi(a).
 *
 * @module
 */
import { exp } from "../core/exact/exp.ts";
import { log, log1p } from "../core/exact/log.ts";
import {
  improvementRatio,
  logImprovement,
  logImprovementSlope,
  logNormalCdf,
  logNormalCdfSlope,
  millsRatio,
  normalCdf,
  normalPdf,
} from "../core/exact/normal.ts";
import { type Rating, SMALLEST_SD } from "./criteria.ts";

/** An interval, in the unit of the prediction. */
export interface Interval {
  /** May be -Infinity: then A is the expected improvement on the upper end. */
  readonly lower: number;
  readonly upper: number;
}

/** Intervals across which Phi changes by less than this share are taken by their middle. */
const NARROW = 1e-3;

/**
 * Computes ln A with its derivatives by the mean and the standard deviation, without underflow
 * however far the prediction is above the interval.
 */
export function intervalImprovement(
  mean: number,
  sd: number,
  { lower, upper }: Interval,
): Rating {
  const s = Math.max(sd, SMALLEST_SD);
  const b = (upper - mean) / s;
  const { value, byMean, bySd } = lower === -Infinity
    ? below(b)
    : between({ a: (lower - mean) / s, b, w: (upper - lower) / s });
  return { value: log(s) + value, byMean: byMean / s, bySd: bySd / s };
}

interface StandardInterval {
  readonly a: number;
  readonly b: number;
  readonly w: number;
}

/** ln h(b), and the derivatives of ln A times s. */
function below(b: number): Rating {
  const slope = logImprovementSlope(b);
  return { value: logImprovement(b), byMean: -slope, bySd: 1 - slope * b };
}

function between(interval: StandardInterval): Rating {
  const { b, w } = interval;
  if (w * Math.max(1, Math.abs(b)) < NARROW) return byMiddle(interval);
  return b > 0 ? byDifference(interval) : byRatio(interval);
}

/**
 * The midpoint rule with its first correction, c = w^2 / 24: with m the middle and r = phi(m) / Phi(m),
 * A / s = w Phi(m) (1 - m r c), the integrals of phi and of -t phi(t) w phi(m) (1 + (m^2 - 1) c) and
 * -w m phi(m) (1 + (m^2 - 3) c).
 */
function byMiddle({ a, b, w }: StandardInterval): Rating {
  const m = a / 2 + b / 2;
  const r = logNormalCdfSlope(m);
  const c = w * w / 24;
  return {
    value: log(w) + logNormalCdf(m) - m * r * c,
    byMean: -r * (1 + (m * (m + r) - 1) * c),
    bySd: -m * r * (1 + (m * (m + r) - 3) * c),
  };
}

/** With h(z) = z + h(-z), so that large z cancel. */
function byDifference({ a, b, w }: StandardInterval): Rating {
  const h = (z: number) => exp(logImprovement(z));
  const sum = a > 0 ? w + h(-b) - h(-a) : b + h(-b) - h(a);
  const probability = a > 0 ? normalCdf(-a) - normalCdf(-b) : normalCdf(b) - normalCdf(a);
  return {
    value: log(sum),
    byMean: -probability / sum,
    bySd: (normalPdf(b) - normalPdf(a)) / sum,
  };
}

/** With q = h(a) / h(b), whose exponents' difference is w (a + b) / 2: A / s = h(b) (1 - q). */
function byRatio({ a, b, w }: StandardInterval): Rating {
  const [lower, upper] = [improvementRatio(-a), improvementRatio(-b)];
  const q = exp(w * (a / 2 + b / 2)) * (lower / upper);
  return {
    value: logImprovement(b) + log1p(-q),
    byMean: -(millsRatio(-b) / upper - millsRatio(-a) / lower * q) / (1 - q),
    bySd: (1 / upper - q / lower) / (1 - q),
  };
}
