/** Models of what tells whether a point can be used: its constraints, and whether rows fail there. @module */
import type { PointPredictor } from "../surrogate/surrogate.ts";
import { failureDistances } from "./failure_distances.ts";
import { fitModel, type InfillModel } from "./infill_model.ts";
import type { JointCriterion } from "./joint_rating.ts";
import { logFeasibility } from "./log_feasibility.ts";
import type { Feasibility, ProposalRequest, ResponseColumn } from "./proposal.ts";

/**
 * A failed row costs an evaluation and has no response: the probability that a row does not fail counts
 * like this many constraints.
 */
const FAILURE_WEIGHT = 4;

/** Fitted models of constraints. */
export interface FeasibilityModels {
  readonly predictors: readonly PointPredictor[];
  /** The logarithm of the probability that all hold, from their predictions. */
  readonly rate: JointCriterion;
  /** Tells of each believed point whether it is taken to be feasible. */
  readonly believed: readonly boolean[];
  /** The models after more points, each taken to respond as predicted. */
  believe(points: readonly (readonly number[])[]): FeasibilityModels;
}

/** Fits one model to each constraint, and one to the failures. */
export function fitFeasibility(
  request: ProposalRequest,
  { constraints, failures }: Feasibility,
): FeasibilityModels {
  const fit = (column: ResponseColumn, { noise, rescale }: { noise: boolean; rescale: boolean }) =>
    fitModel(
      { ...request, deviations: undefined, onFitted: undefined, ...column, noise },
      request.surrogateControl,
      { rescale, keepsZero: true },
    );
  const { noise } = request;
  const models = constraints.map((column) => fit(column, { noise, rescale: true }));
  const ones = models.map(() => 1);
  if (!failures) return modelsOf(models, logFeasibility(ones), 0);
  const distances = failureDistances(request.space, failures);
  const model = fit(distances, { noise: false, rescale: false });
  return modelsOf([...models, model], logFeasibility([...ones, FAILURE_WEIGHT]), 0);
}

function modelsOf(
  models: readonly InfillModel[],
  rate: JointCriterion,
  count: number,
): FeasibilityModels {
  const values = models.map((model) => model.values.slice(model.values.length - count));
  return {
    predictors: models.map(({ predictor }) => predictor),
    rate,
    believed: Array.from({ length: count }, (_, i) => values.every((column) => column[i] <= 0)),
    believe: (points) =>
      modelsOf(models.map((model) => model.believe(points)), rate, points.length),
  };
}
