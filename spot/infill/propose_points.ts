/**
 * Proposals of new points: the surrogate is fitted, the criterion searched.
 *
 * Batches and pending points are treated as Kriging believer: a point chosen or under way is taken to
 * respond as the model predicts, and the model is updated with its hyperparameters kept.
 *
 * @see D. Ginsbourger, R. Le Riche, L. Carraro (2010), "Kriging is well-suited to parallelize
 * optimization", in "Computational Intelligence in Expensive Optimization Problems", Springer.
 *
 * @module
 */
import { type RatedPoint, searchMixed } from "../search/mixed_search.ts";
import { randomNewPoint } from "../search/random_point.ts";
import { fitModel, type InfillModel } from "./infill_model.ts";
import { createNovelty, type Novelty } from "./novelty.ts";
import type { Proposal, ProposalRequest } from "./proposal.ts";
import { type Attempt, attemptsOf } from "./attempts.ts";
import { criterionInUnits } from "./response_unit.ts";
import { localSpace, type TrustRegion, trustRegionAfter } from "./trust_region.ts";

export type { Proposal, ProposalRequest } from "./proposal.ts";

/** Fewest results that a surrogate is fitted to. */
const FEWEST_POINTS = 2;
/** Good points whose neighbourhoods are searched. */
const CENTRES = 4;

/** Notices of the fallbacks that a proposal may take. */
export const infillNotices = {
  few: "Too few usable results for a surrogate: points were chosen at random",
  known: "Every point that the infill criterion preferred was known: a point was chosen at random",
  unrated:
    "The infill criterion or the surrogate gave no finite number: a point was chosen at random",
  exhausted: "The search space has no new point left",
} as const;

/**
 * Proposes distinct new points: a pure function of the request.
 *
 * @returns The points, in search units, with notices of fallbacks.
 */
export function proposePoints(request: ProposalRequest): Proposal {
  const { domain, random, nPoints } = request;
  const novelty = createNovelty(request);
  const isModelled = request.X.length >= FEWEST_POINTS;
  const choose = isModelled ? modelledChoice(request, novelty) : () => infillNotices.few;
  const notices = new Set<string>();
  const points: number[][] = [];
  while (points.length < nPoints) {
    const chosen = choose(points.length);
    const isChosen = typeof chosen === "object";
    const x = isChosen ? chosen : randomNewPoint(domain, novelty.known, random);
    if (!x) return { points, notices: [...notices, infillNotices.exhausted] };
    if (!isChosen) notices.add(chosen);
    novelty.add(x);
    points.push(x);
  }
  return { points, notices: [...notices] };
}

/** Chooses the point of a slot by its criterion, or returns the notice why there is no new one. */
function modelledChoice(
  request: ProposalRequest,
  novelty: Novelty,
): (slot: number) => number[] | string {
  const { infillCriterion, steps, batch, surrogateControl } = request;
  const rescale = typeof infillCriterion === "string";
  const fitted = fitModel(request, surrogateControl, { rescale });
  const criterion = rescale ? infillCriterion : criterionInUnits(infillCriterion, fitted.units);
  const { side, hasFailed } = trustRegionOf(request);
  return (slot) => {
    const model = fitted.believe(novelty.believed);
    const turn = { iteration: steps.length, slot, batch, hasFailed };
    const attempts = attemptsOf(criterion, turn);
    const last = attempts.length - 1;
    for (const attempt of attempts.slice(0, last)) {
      const [best] = rateSpace(request, model, attempt, side);
      if (best && Number.isFinite(best.value) && novelty.isUseful(best.x)) return [...best.x];
    }
    const rated = rateSpace(request, model, attempts[last], side);
    const isRated = rated.length > 0 && Number.isFinite(rated[0].value);
    if (!isRated) return infillNotices.unrated;
    return bestNew(rated, novelty) ?? infillNotices.known;
  };
}

function bestNew(rated: readonly RatedPoint[], novelty: Novelty): number[] | undefined {
  const found = rated.find(({ x }) => novelty.isUseful(x)) ??
    rated.find(({ x }) => novelty.known.isNew(x));
  return found && [...found.x];
}

/** Searches a region for the criterion's best points, best first. */
function rateSpace(
  request: ProposalRequest,
  { predictor, incumbent }: InfillModel,
  { rate, region }: Attempt,
  side: number,
): RatedPoint[] {
  const { domain, random, optimizerControl: { nCandidates, nStarts, maxEvaluations } } = request;
  const { space, centres } = regionOf(request, region, side);
  const spread = nCandidates * space.length;
  return searchMixed(space, {
    value(x) {
      predictor.evaluate(x);
      return -rate(predictor.mean, predictor.sd, incumbent).value;
    },
    valueWithGradient(x, gradient) {
      predictor.evaluateWithGradient(x);
      const { meanGradient, sdGradient } = predictor;
      const { value, byMean, bySd } = rate(predictor.mean, predictor.sd, incumbent);
      for (let column = 0; column < gradient.length; column++) {
        gradient[column] = -(byMean * meanGradient[column] + bySd * sdGradient[column]);
      }
      return -value;
    },
  }, {
    ...{ domain, random, spread, centres, nStarts },
    neighbours: Math.ceil(spread / (2 * CENTRES)),
    maxEvaluations,
  });
}

/** Where to search, and the best points in it. */
function regionOf({ space, X, y }: ProposalRequest, region: Attempt["region"], side: number) {
  const order = [...y.keys()].sort((a, b) => y[a] - y[b] || a - b);
  const best = order.slice(0, CENTRES).map((i) => X[i]);
  if (region === "space") return { space, centres: best };
  const local = localSpace(space, best[0], side);
  const isInside = (x: readonly number[]) =>
    local.every(({ lower, upper }, column) => lower <= x[column] && x[column] <= upper);
  return { space: local, centres: best.filter(isInside) };
}

function trustRegionOf({ space, y, pending, steps, batch }: ProposalRequest): TrustRegion {
  const proposed = steps.reduce((sum, size) => sum + size, 0);
  const first = Math.max(0, y.length + pending.length - proposed);
  return trustRegionAfter(y, { k: space.length, first, steps, batch });
}
