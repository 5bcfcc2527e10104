/**
 * How much each hyperparameter matters: total effects, which do not depend on any unit.
 *
 * Notation: f the surrogate's mean; x_j a point drawn uniformly from the search space; x_j^(i) the
 * same point with the value of variable i drawn anew.
 *
 * @module
 */
import type { RunRecord } from "../record.ts";
import { createStream } from "../random/stream.ts";
import { freeVariables, pointFromUnit } from "../space/search_space.ts";
import { Kriging } from "../surrogate/kriging.ts";
import type { FittedSurrogate, Surrogate } from "../surrogate/surrogate.ts";
import { judgedPoints } from "./incumbent.ts";

/** Options of {@linkcode fitRecord}. */
export interface FitRecordOptions {
  /** @default {Kriging by regression with the Matern 5/2 kernel} */
  readonly surrogate?: Surrogate;
}

/**
 * Fits a surrogate to the results of a run.
 *
 * @returns The fitted surrogate, or undefined with fewer than two results.
 */
export function fitRecord(
  record: RunRecord,
  { surrogate = new Kriging({ method: "regression", kernel: "matern52" }) }: FitRecordOptions = {},
): FittedSurrogate | undefined {
  const points = judgedPoints(record);
  if (points.length < 2) return undefined;
  return surrogate.fit(points.map(({ x }) => x), points.map(({ y }) => y), {
    variables: freeVariables(record.variables),
    random: createStream(record.seed, "report"),
  });
}

/** The importance of one hyperparameter. */
export interface Importance {
  readonly name: string;
  /** The total effect, from 0 to 1 but for the error of sampling; 0 if the variable is fixed. */
  readonly totalEffect: number;
}

const SAMPLES = 1024;

/**
 * Measures the importance of every hyperparameter as its total effect on the surrogate's mean: the
 * share of the variance over the search space that is left when all others are known,
 * `E[(f(x) - f(x^(i)))^2] / (2 Var f(x))`. Interactions count for each of their variables.
 *
 * @param record The run.
 * @param model A surrogate fitted to it.
 * @returns One entry per variable, in their order.
 * @see Homma and Saltelli (1996), "Importance measures in global sensitivity analysis of nonlinear
 * models", Reliability Engineering and System Safety 52; Jansen (1999), "Analysis of variance
 * designs for model output", Computer Physics Communications 117, eq. 6, for the estimator.
 */
export function importanceOf(record: RunRecord, model: FittedSurrogate): Importance[] {
  const space = freeVariables(record.variables);
  const random = createStream(record.seed, "importance");
  const draw = () => pointFromUnit(space, space.map(() => random()));
  const points = Array.from({ length: SAMPLES }, draw);
  const others = Array.from({ length: SAMPLES }, draw);
  const values = model.predict(points).mean;
  const variance = varianceOf(values);
  const effects = new Map(space.map(({ name }, i) => {
    const changed = points.map((x, j) => x.with(i, others[j][i]));
    const changes = model.predict(changed).mean.map((value, j) => value - values[j]);
    const squares = changes.reduce((sum, change) => sum + change * change, 0);
    return [name, variance > 0 ? squares / (2 * SAMPLES * variance) : 0];
  }));
  return record.variables.map(({ name }) => ({ name, totalEffect: effects.get(name) ?? 0 }));
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length;
}
