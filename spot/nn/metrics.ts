/**
 * Metrics by torchmetrics' names. Each is to be minimised, so that scores (R^2, explained variance)
 * are negated; each is averaged over the outputs with equal weights.
 *
 * Notation: n rows; lOut outputs; y the targets and yHat the predictions, n x lOut, row by row;
 * e = y - yHat.
 *
 * @module
 */
import {
  checkValue,
  choice,
  integer,
  type OptionTable,
  resolveOptions,
  show,
} from "../core/options/options.ts";

/** The metrics by torchmetrics' names. */
export type MetricName =
  | "mean_squared_error"
  | "mean_absolute_error"
  | "mean_absolute_percentage_error"
  | "r2_score"
  | "explained_variance";

/**
 * A value to be minimised.
 *
 * @param yHat n x lOut predictions.
 * @param y n x lOut targets.
 * @param lOut The number of outputs of each row.
 */
export type Metric = (yHat: Float64Array, y: Float64Array, lOut: number) => number;

/** Every metric by its name. */
export const metrics: Readonly<Record<MetricName, Metric>> = {
  mean_squared_error: meanSquaredError,
  mean_absolute_error: meanAbsoluteError,
  mean_absolute_percentage_error: meanAbsolutePercentageError,
  r2_score: negatedR2Score,
  explained_variance: negatedExplainedVariance,
};

/** The names of all metrics. */
export const metricNames: readonly MetricName[] = Object.keys(metrics) as MetricName[];

/** Smallest divisor of the percentage error, as in torchmetrics. */
const SMALLEST_TARGET = 1.17e-6;

/** Sums of squares up to this count as 0 in the R^2 score, as in torchmetrics. */
const CONSTANT = 1e-4;

/** Options of {@linkcode computeMetric}. */
export interface ComputeMetricOptions {
  /** The number of outputs of each row. @default {1} */
  readonly lOut?: number;
}

const table = {
  lOut: { kind: integer(1), default: 1 },
} satisfies OptionTable<ComputeMetricOptions>;

/**
 * Computes a metric; lower is better.
 *
 * @param name One of {@linkcode metricNames}.
 * @param yHat n x lOut predictions.
 * @param y n x lOut targets.
 * @returns The value, or the negated score.
 * @throws {RangeError} If the name is unknown, the lengths do not match, there is no row, or R^2 is
 * asked of a single row.
 *
 * @example
 * ```ts
 * import { computeMetric } from "@spot/spot/nn";
 *
 * const y = Float64Array.of(3, -0.5, 2, 7);
 * const yHat = Float64Array.of(2.5, 0, 2, 8);
 * console.log(computeMetric("mean_squared_error", yHat, y)); // 0.375
 * ```
 */
export function computeMetric(
  name: MetricName,
  yHat: Float64Array,
  y: Float64Array,
  options: ComputeMetricOptions = {},
): number {
  const { lOut } = resolveOptions("compute a metric", table, options);
  checkValue("compute a metric", "name", name, choice(metricNames));
  if (!isNumberArray(y) || !isNumberArray(yHat)) {
    throw new TypeError(
      `Cannot compute a metric as predictions and targets must be arrays of numbers: they are ${
        show(yHat)
      } and ${show(y)}`,
    );
  }
  if (y.length === 0 || y.length !== yHat.length || y.length % lOut !== 0) {
    throw new RangeError(
      `Cannot compute a metric as predictions and targets must both be rows of ${lOut}, at least ` +
        `one: there are ${yHat.length} and ${y.length} numbers`,
    );
  }
  checkRowCount(name, y.length / lOut);
  return metrics[name](yHat, y, lOut);
}

function isNumberArray(values: unknown): boolean {
  return values instanceof Float64Array || Array.isArray(values);
}

/**
 * Refuses fewer rows than a metric needs.
 *
 * @throws {RangeError} If R^2 is asked of a single row.
 */
export function checkRowCount(name: MetricName, n: number): void {
  if (name !== "r2_score" || n >= 2) return;
  throw new RangeError(`Cannot compute r2_score as it needs at least two rows: there is ${n}`);
}

/** mean(e^2) */
function meanSquaredError(yHat: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const e = y[i] - yHat[i];
    sum += e * e;
  }
  return sum / y.length;
}

/** mean(|e|) */
function meanAbsoluteError(yHat: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) sum += Math.abs(y[i] - yHat[i]);
  return sum / y.length;
}

/** mean(|e| / max(|y|, 1.17e-6)) */
function meanAbsolutePercentageError(yHat: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    sum += Math.abs(y[i] - yHat[i]) / Math.max(Math.abs(y[i]), SMALLEST_TARGET);
  }
  return sum / y.length;
}

/** -R^2 = sum(e^2) / sum((y - mean y)^2) - 1; 0 for a constant target, unless all predictions equal it: -1. */
function negatedR2Score(yHat: Float64Array, y: Float64Array, lOut: number): number {
  let total = 0;
  for (let output = 0; output < lOut; output++) {
    const residual = squares((i) => y[i] - yHat[i], output, y.length, lOut);
    const spread = squaresAboutMean((i) => y[i], output, y.length, lOut);
    total += score(residual, spread, CONSTANT);
  }
  return 0 - total / lOut;
}

/** -(1 - var e / var y); 0 for a constant target, unless the error is constant, too: -1. */
function negatedExplainedVariance(yHat: Float64Array, y: Float64Array, lOut: number): number {
  let total = 0;
  for (let output = 0; output < lOut; output++) {
    const residual = squaresAboutMean((i) => y[i] - yHat[i], output, y.length, lOut);
    const spread = squaresAboutMean((i) => y[i], output, y.length, lOut);
    total += score(residual, spread, 0);
  }
  return 0 - total / lOut;
}

function score(residual: number, spread: number, zero: number): number {
  if (Number.isNaN(residual)) return NaN;
  if (residual <= zero) return 1;
  return spread <= zero ? 0 : 1 - residual / spread;
}

type Entry = (index: number) => number;

function squares(entry: Entry, start: number, length: number, stride: number): number {
  let sum = 0;
  for (let i = start; i < length; i += stride) sum += entry(i) * entry(i);
  return sum;
}

/** Sum of (x - mean x)^2, taken about the first entry: exactly 0 where all are equal. */
function squaresAboutMean(entry: Entry, start: number, length: number, stride: number): number {
  const first = entry(start);
  let sum = 0;
  for (let i = start; i < length; i += stride) sum += entry(i) - first;
  const mean = (sum * stride) / length;
  return squares((i) => entry(i) - first - mean, start, length, stride);
}
