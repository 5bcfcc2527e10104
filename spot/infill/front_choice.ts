/** Chooses points by what they add to the front of several objectives. @module */
import type { Random } from "../core/random/stream.ts";
import { nonDominatedRows } from "../goal/dominance.ts";
import { chooseReferencePoint } from "../goal/reference_point.ts";
import { augmentedChebyshev, drawWeights, scaledByFront } from "../goal/scalarization.ts";
import { expectedHypervolumeImprovement } from "./expected_hypervolume_improvement.ts";
import { type FeasibilityModels, fitFeasibility } from "./feasibility_models.ts";
import { improvementChoice } from "./improvement_choice.ts";
import { fitModel, type InfillModel } from "./infill_model.ts";
import { ratingSum } from "./joint_rating.ts";
import type { Novelty } from "./novelty.ts";
import type { Choice, Front, ProposalRequest } from "./proposal.ts";
import { rankedResponses } from "./ranked_responses.ts";
import { chooseNew, type RatedModels, rateSpace } from "./rate_space.ts";
import { withoutOutliers } from "./response_scale.ts";
import { responseInUnits } from "./response_unit.ts";

/** Up to so many objectives the expected hypervolume improvement is computed. */
const MOST_EXACT = 3;
/** Good points whose neighbourhoods are searched while no point is feasible. */
const CENTRES = 4;

/** Chooses points that enlarge the hypervolume; with many objectives, by one of their scalarisations. */
export function frontChoice(request: ProposalRequest, front: Front, novelty: Novelty): Choice {
  return front.targets.length > MOST_EXACT
    ? weightedChoice(request, front, novelty)
    : hypervolumeChoice(request, front, novelty);
}

/** Each point has weights of its own. */
function weightedChoice(request: ProposalRequest, { targets }: Front, novelty: Novelty): Choice {
  const Y = rowsOf(targets.map(({ y }) => y));
  const scaled = scaledByFront(Y, feasibleRows(request));
  return (slot) => {
    const y = scalarised(scaled, request.random);
    const scalar = { ...request, y, deviations: undefined, infillCriterion: "ei" as const };
    return improvementChoice(scalar, novelty)(slot);
  };
}

function scalarised(rows: readonly (readonly number[])[], random: Random): number[] {
  const weights = drawWeights(rows[0].length, random);
  return rows.map((row) => augmentedChebyshev(row, weights));
}

function hypervolumeChoice(request: ProposalRequest, front: Front, novelty: Novelty): Choice {
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
  return () => {
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
      chooseReferencePoint(U, { initial, feasible })!;
    const best = nonDominatedRows(feasible.map((i) => U[i])).map((row) => feasible[row]);
    const rated = best.length > 0
      ? improvementOf(models, held, { front: best.map((i) => U[i]), reference })
      : held!;
    const centres = best.length > 0 ? best.map((i) => X[i]) : leastViolations(request);
    const region = { space: request.space, centres, shares: centres.length };
    return chooseNew(rateSpace(request, rated, region), novelty);
  };
}

function improvementOf(
  models: readonly InfillModel[],
  held: FeasibilityModels | undefined,
  { front, reference }: {
    readonly front: readonly (readonly number[])[];
    readonly reference: readonly number[];
  },
): RatedModels {
  const predictors = models.map(({ predictor }) => predictor);
  const improvement = expectedHypervolumeImprovement(front, reference);
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

function feasibleRows({ X, feasibility }: ProposalRequest): number[] {
  return [...X.keys()].filter((i) => !feasibility || feasibility.violations[i] === 0);
}

function rowsOf(columns: readonly (readonly number[])[]): number[][] {
  return columns[0].map((_, i) => columns.map((column) => column[i]));
}
