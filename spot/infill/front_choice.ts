/** Chooses points by what they add to the front of several objectives. @module */
import { nonDominatedRows } from "../goal/dominance.ts";
import { chooseReferencePoint, farReferencePoint } from "../goal/reference_point.ts";
import { type FeasibilityModels, fitFeasibility } from "./feasibility_models.ts";
import { frontImprovement } from "./front_improvement.ts";
import { fitModel, type InfillModel } from "./infill_model.ts";
import { type JointCriterion, ratingSum } from "./joint_rating.ts";
import type { Novelty } from "./novelty.ts";
import type { Choice, Front, ProposalRequest } from "./proposal.ts";
import { rankedResponses } from "./ranked_responses.ts";
import { chooseNew, type RatedModels, rateSpace } from "./rate_space.ts";
import { withoutOutliers } from "./response_scale.ts";
import { responseInUnits } from "./response_unit.ts";

/** Of so many points, one is to look for ends of the front that lie beyond the chosen reference point. */
const FAR_CYCLE = 4;
/** Good points whose neighbourhoods are searched while no point is feasible. */
const CENTRES = 4;

/** Chooses points that enlarge the hypervolume; with many objectives, each in a direction of its own. */
export function frontChoice(request: ProposalRequest, front: Front, novelty: Novelty): Choice {
  const { surrogateControl, feasibility } = request;
  const isSeen = (_: unknown, i: number) => !feasibility?.isLeftOut[i];
  const fitted = front.targets.map(({ X, y, deviations }) =>
    fitModel(
      {
        ...request,
        X: X.filter(isSeen),
        y: withoutOutliers(y.filter(isSeen)),
        deviations: deviations?.filter(isSeen),
      },
      surrogateControl,
      { rescale: false },
    )
  );
  const constraints = feasibility && fitFeasibility(request, feasibility);
  const known = [...request.X.keys()].filter((i) => isSeen(undefined, i));
  const proposed = request.steps.reduce((sum, size) => sum + size, 0);
  const isFar = (slot: number) => (proposed + slot) % FAR_CYCLE === FAR_CYCLE - 1;
  return (slot) => {
    const { believed } = novelty;
    const models = fitted.map((model) => model.believe(believed));
    const held = constraints?.believe(believed);
    const isFeasible = [
      ...known.map((i) => !feasibility || feasibility.violations[i] === 0),
      ...(held?.believed ?? believed.map(() => true)),
    ];
    const X = [...known.map((i) => request.X[i]), ...believed];
    const U = rowsOf(models.map(({ values }) => values));
    const feasible = [...X.keys()].filter((i) => isFeasible[i]);
    const initial = [...known.keys()].filter((row) => front.isInitial[known[row]]);
    const reference = front.reference?.map((value, j) => responseInUnits(value, models[j].units)) ??
      (isFar(slot) ? farReferencePoint(U) : chooseReferencePoint(U, { initial, feasible })!);
    const best = nonDominatedRows(feasible.map((i) => U[i])).map((row) => feasible[row]);
    const improvement = () => frontImprovement(best.map((i) => U[i]), reference, request.random);
    const rated = best.length > 0 ? ratedModels(models, held, improvement()) : held!;
    const centres = best.length > 0 ? best.map((i) => X[i]) : leastViolations(request);
    const region = { space: request.space, centres, shares: centres.length };
    return chooseNew(rateSpace(request, rated, region), novelty);
  };
}

function ratedModels(
  models: readonly InfillModel[],
  held: FeasibilityModels | undefined,
  improvement: JointCriterion,
): RatedModels {
  const predictors = models.map(({ predictor }) => predictor);
  if (!held) return { predictors, rate: improvement };
  return {
    predictors: [...predictors, ...held.predictors],
    rate: ratingSum(improvement, held.rate, models.length),
  };
}

/** The points nearest to being feasible. */
function leastViolations(request: ProposalRequest): (readonly number[])[] {
  const ranks = rankedResponses(request);
  const order = [...ranks.keys()].sort((a, b) => ranks[a] - ranks[b] || a - b);
  return order.slice(0, CENTRES).map((i) => request.X[i]);
}

function rowsOf(columns: readonly (readonly number[])[]): number[][] {
  return columns[0].map((_, i) => columns.map((column) => column[i]));
}
