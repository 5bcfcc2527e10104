/** Chooses points by the improvement of one response, and the probability that constraints hold. @module */
import { exp } from "../core/exact/exp.ts";
import type { RatedPoint } from "../search/mixed_search.ts";
import { standardizeResponses } from "../surrogate/_scaling.ts";
import { type Attempt, attemptsOf, explore } from "./attempts.ts";
import { basinOf } from "./basin.ts";
import type { SmoothCriterion } from "./criteria.ts";
import { type FeasibilityModels, fitFeasibility } from "./feasibility_models.ts";
import { fitModel, type InfillModel, type ModelData } from "./infill_model.ts";
import { type JointCriterion, ratingSum } from "./joint_rating.ts";
import { localSpace } from "./local_space.ts";
import type { Novelty } from "./novelty.ts";
import type { Choice, ProposalRequest } from "./proposal.ts";
import { rankedResponses } from "./ranked_responses.ts";
import { chooseNew, type RatedModels, rateSpace, type Region } from "./rate_space.ts";
import { criterionInUnits } from "./response_unit.ts";
import { type TrustRegion, trustRegionAfter } from "./trust_region.ts";

/** A step out of a basin promises at least this share of the responses' spread. */
const LEAST_GAIN = 1e-5;

/** Good points whose neighbourhoods are searched. */
const CENTRES = 4;

/** Chooses points by the request's criterion; while none is feasible, by the probability to be. */
export function improvementChoice(request: ProposalRequest, novelty: Novelty): Choice {
  const { space, steps, batch, feasibility } = request;
  const infillCriterion = criterionOf(request);
  const whole = once(() => fit(request, infillCriterion));
  const constraints = feasibility && fitFeasibility(request, feasibility);
  const criterion = typeof infillCriterion === "string"
    ? infillCriterion
    : criterionInUnits(infillCriterion, whole().fitted.units);
  const ranked = { ...request, y: rankedResponses(request) };
  const trustRegion = trustRegionOf(ranked);
  const basin = once(() => {
    const { centre = 0, side } = trustRegion;
    return fit(basinOf(request, { centre: ranked.X[centre], side }), infillCriterion);
  });
  return (slot) => {
    const turn = { k: space.length, iteration: steps.length, slot, batch, ...trustRegion };
    const held = constraints?.believe(novelty.believed);
    const believing = ({ request, fitted }: Fit) => {
      const models = { model: fitted.believe(novelty.believed), held };
      const { spread } = standardizeResponses(models.model.values);
      return { models, spread, incumbent: incumbentOf(request, models) };
    };
    const ofSpace = once(() => believing(whole()));
    const ofBasin = once(() => believing(basin()));
    const rate = ({ rate, region, margin = 0 }: Attempt) => {
      const { models, spread, incumbent } = region === "basin" ? ofBasin() : ofSpace();
      const rated = ratedModels(rate, incumbent - margin * spread, models);
      return { rated: rateSpace(ranked, rated, regionOf(ranked, region, trustRegion)), spread };
    };
    return chooseByAttempts(attemptsOf(criterion, turn), rate, novelty);
  };
}

/** A model with the request whose points it has seen. */
interface Fit {
  readonly request: ProposalRequest;
  readonly fitted: InfillModel;
}

function fit(request: ProposalRequest, criterion: ProposalRequest["infillCriterion"]): Fit {
  const rescale = typeof criterion === "string";
  return { request, fitted: fitModel(modelled(request), request.surrogateControl, { rescale }) };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => made ??= make();
}

/** Rated points, best first, and the spread of the responses on the model's scale. */
interface Rated {
  readonly rated: RatedPoint[];
  readonly spread: number;
}

/** The point of the first attempt that counts. */
function chooseByAttempts(
  attempts: readonly Attempt[],
  rate: (attempt: Attempt) => Rated,
  novelty: Novelty,
): number[] | string {
  for (const attempt of attempts.slice(0, -1)) {
    const { rated: [best], spread } = rate(attempt);
    if (!best || !Number.isFinite(best.value) || !novelty.isUseful(best.x)) continue;
    // The rating of a step out is the logarithm of the improvement that is expected of it.
    const isWorth = attempt.margin === undefined || exp(-best.value) > LEAST_GAIN * spread;
    if (isWorth) return [...best.x];
  }
  const last = attempts[attempts.length - 1];
  const chosen = chooseNew(rate(last).rated, novelty);
  // Of discrete points, a basin may have no new one left.
  const isExhausted = last.region === "basin" && typeof chosen === "string";
  return isExhausted ? chooseNew(rate(explore).rated, novelty) : chosen;
}

/** Constraints cut the space in parts: the schedule's predicted mean would stay in the first one found. */
function criterionOf(request: ProposalRequest) {
  const { infillCriterion } = request;
  return isConstrained(request) && infillCriterion === "auto" ? "ei" : infillCriterion;
}

/** The points that the response's model is to see. */
function modelled(request: ProposalRequest): ModelData {
  const { X, y, deviations, feasibility } = request;
  const noise = modelsNoise(request);
  if (!feasibility) return { ...request, noise };
  const isSeen = (_: unknown, i: number) => !feasibility.isLeftOut[i];
  return {
    ...request,
    noise,
    X: X.filter(isSeen),
    y: y.filter(isSeen),
    deviations: deviations?.filter(isSeen),
  };
}

/**
 * Whether the model takes noise out. Where no replicates tell of it, the default model searches it as if
 * it were structure: improvement on the luckiest response asks for more, which keeps from polishing. With
 * constraints, and by another method or surrogate, improvement is on the predictions.
 */
function modelsNoise(request: ProposalRequest): boolean {
  const { noise, deviations, surrogateControl: { kriging } } = request;
  return noise &&
    (deviations !== undefined || kriging?.method !== "composite" || isConstrained(request));
}

function isConstrained({ feasibility }: ProposalRequest): boolean {
  return (feasibility?.constraints.length ?? 0) > 0;
}

interface Models {
  readonly model: InfillModel;
  /** The constraints' models. */
  readonly held: FeasibilityModels | undefined;
}

/** The smallest response of a feasible point, on the model's scale; Infinity if there is none. */
function incumbentOf({ feasibility }: ProposalRequest, { model, held }: Models): number {
  if (!feasibility || !held) return model.incumbent;
  const { violations, isLeftOut } = feasibility;
  const known = violations.filter((_, i) => !isLeftOut[i]).map((violation) => violation === 0);
  const isFeasible = [...known, ...held.believed];
  return model.values.reduce((least, z, i) => isFeasible[i] ? Math.min(least, z) : least, Infinity);
}

function ratedModels(
  rate: SmoothCriterion,
  incumbent: number,
  { model, held }: Models,
): RatedModels {
  const improvement: JointCriterion = ({ mean: [mean], sd: [sd] }) => {
    const { value, byMean, bySd } = rate(mean, sd, incumbent);
    return { value, byMean: [byMean], bySd: [bySd] };
  };
  if (!held) return { predictors: [model.predictor], rate: improvement };
  if (incumbent === Infinity) return held;
  return {
    predictors: [model.predictor, ...held.predictors],
    rate: ratingSum(improvement, held.rate, 1),
  };
}

/** Where to search, and the best points in it. */
function regionOf(
  { space, X, y }: ProposalRequest,
  region: Attempt["region"],
  { centre = 0, side }: TrustRegion,
): Region {
  if (region === "basin") {
    return { space: localSpace(space, X[centre], side), centres: [X[centre]], shares: CENTRES };
  }
  const order = [...y.keys()].sort((a, b) => y[a] - y[b] || a - b);
  const best = order.slice(0, CENTRES).map((i) => X[i]);
  if (region === "space") return { space, centres: best, shares: CENTRES };
  const local = localSpace(space, best[0], side);
  const isInside = (x: readonly number[]) =>
    local.every(({ lower, upper }, column) => lower <= x[column] && x[column] <= upper);
  return { space: local, centres: best.filter(isInside), shares: CENTRES };
}

function trustRegionOf({ space, X, y, pending, steps, batch }: ProposalRequest): TrustRegion {
  const proposed = steps.reduce((sum, size) => sum + size, 0);
  const first = Math.max(0, y.length + pending.length - proposed);
  return trustRegionAfter({ space, X, y, first, steps, batch });
}
