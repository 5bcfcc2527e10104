/**
 * How much each hyperparameter matters: total effects, which do not depend on any unit.
 *
 * Notation: f the surrogate's mean; x_j a point drawn uniformly from the search space; x_j^(i) the
 * same point with the value of variable i drawn anew. Where variable i is inactive, they are the same.
 *
 * @module
 */
import type { RunRecord } from "../record.ts";
import { createStream } from "../core/random/stream.ts";
import { canonicalPoint } from "../core/space/domain.ts";
import { freeVariables, pointFromUnit } from "../core/space/search_space.ts";
import { Kriging } from "../surrogate/kriging.ts";
import type { FittedSurrogate, Surrogate } from "../surrogate/surrogate.ts";
import { judgedPoints } from "../incumbent.ts";
import { checkOptionNames } from "../core/options/options.ts";
import { quantile } from "../core/exact/quantile.ts";
import { shareText } from "./display/share_text.ts";
import { withTableLook } from "./display/table_look.ts";

/** Options of {@linkcode fitRecord}. */
export interface FitRecordOptions {
  /** What is fitted. @default {Kriging by regression with the Matern 5/2 kernel} */
  readonly surrogate?: Surrogate;
}

/** Up to this share of the results, or one, are outliers; more belong to the function. */
const OUTLIERS = 0.04;

/**
 * Fits a surrogate to the results of a run. Single results far worse than the others, beyond Tukey's
 * upper fence (the third quartile and 1.5 times the distance between the quartiles), count as the fence:
 * else one of them would be all that the surrogate sees.
 *
 * @returns The fitted surrogate, or undefined with fewer than two results.
 * @see Tukey (1977), "Exploratory Data Analysis", section 2D.
 */
export function fitRecord(
  record: RunRecord,
  options: FitRecordOptions = {},
): FittedSurrogate | undefined {
  checkOptionNames("fit a record", options, ["surrogate"]);
  const { surrogate = new Kriging({ method: "regression", kernel: "matern52" }) } = options;
  const points = judgedPoints(record);
  if (points.length < 2) return undefined;
  const fence = upperFence(points.map(({ y }) => y), Math.max(1, OUTLIERS * points.length));
  return surrogate.fit(points.map(({ x }) => x), points.map(({ y }) => Math.min(y, fence)), {
    variables: freeVariables(record.variables),
    random: createStream(record.seed, "report"),
  });
}

/**
 * The fence above the values. Where the quartiles are equal, as on a plateau, the distance to the
 * smallest takes their place. Where more than `most` values lie beyond the fence, or it would make all
 * alike, they are a group that the function has, with a fence of its own.
 */
function upperFence(values: readonly number[], most: number, least = smallest(values)): number {
  const [q1, q3] = [quantile(values, 0.25), quantile(values, 0.75)];
  const fence = q3 + 1.5 * (q3 - q1 || q3 - least);
  const beyond = values.filter((value) => value > fence);
  if (beyond.length > most || (beyond.length > 0 && fence === least)) {
    return upperFence(beyond, most, least);
  }
  return fence;
}

const smallest = (values: readonly number[]) =>
  values.reduce((least, value) => Math.min(least, value), Infinity);

/** The importance of one hyperparameter. */
export interface Importance {
  /** The hyperparameter's name. */
  readonly name: string;
  /** The total effect, from 0 to 1; 0 if the variable is fixed. */
  readonly totalEffect: number;
}

const SAMPLES = 1024;

/**
 * Measures the importance of every hyperparameter as its total effect on the surrogate's mean: the
 * share of the variance over the search space that is left when all others are known,
 * `E[(f(x) - f(x^(i)))^2] / (2 Var f(x))`. Interactions count for each of their variables.
 *
 * @param record The run.
 * @param model A surrogate fitted to it; `fitRecord(record)` unless given.
 * @returns One entry per variable, in their order; none if there are too few results for a surrogate.
 * @see Homma and Saltelli (1996), "Importance measures in global sensitivity analysis of nonlinear
 * models", Reliability Engineering and System Safety 52; Jansen (1999), "Analysis of variance
 * designs for model output", Computer Physics Communications 117, eq. 6, for the estimator.
 */
export function importanceOf(
  record: RunRecord,
  model: FittedSurrogate | undefined = fitRecord(record),
): Importance[] {
  if (!model) return shown([]);
  const space = freeVariables(record.variables);
  const random = createStream(record.seed, "importance");
  const draw = () => pointFromUnit(space, space.map(() => random()));
  const points = Array.from({ length: SAMPLES }, draw);
  const others = Array.from({ length: SAMPLES }, draw);
  // Drawn before they are made canonical: what becomes active has a value of its own.
  const predict = (X: readonly (readonly number[])[]) =>
    model.predict(X.map((x) => canonicalPoint(space, x))).mean;
  const predicted = predict(points);
  const unit = predicted.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const values = predicted.map((value) => value / unit);
  const changed = space.map((_, i) =>
    predict(points.map((x, j) => x.with(i, others[j][i]))).map((value) => value / unit)
  );
  const variance = varianceOf([values, ...changed]);
  const effects = new Map(space.map(({ name }, i) => {
    const squares = changed[i].reduce(
      (sum, value, j) => sum + (value - values[j]) * (value - values[j]),
      0,
    );
    return [name, variance > 0 ? Math.min(1, squares / (2 * SAMPLES * variance)) : 0];
  }));
  return shown(
    record.variables.map(({ name }) => ({ name, totalEffect: effects.get(name) ?? 0 })),
  );
}

function shown(importance: Importance[]): Importance[] {
  return withTableLook(importance, () => ({
    header: ["hyperparameter", "total effect"],
    rows: importance.map(({ name, totalEffect }) => [name, shareText(totalEffect)]),
  }));
}

/** The variance of all values: each sample is drawn from the whole search space. */
function varianceOf(samples: readonly Float64Array[]): number {
  const n = samples.length * SAMPLES;
  const sumOf = (f: (value: number) => number) =>
    samples.reduce((total, values) => values.reduce((sum, value) => sum + f(value), total), 0);
  const mean = sumOf((value) => value) / n;
  return sumOf((value) => (value - mean) * (value - mean)) / n;
}
