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
import { createDistinctPoints, type DistinctPoints } from "../search/distinct_points.ts";
import { type RatedPoint, searchMixed } from "../search/mixed_search.ts";
import { randomNewPoint } from "../search/random_point.ts";
import { isDiscrete } from "../space/search_space.ts";
import { criteria, type SmoothCriterion } from "./criteria.ts";
import { fitModel, type InfillModel } from "./infill_model.ts";
import type { Proposal, ProposalRequest } from "./proposal.ts";
import { scheduledCriterion } from "./schedule.ts";

export type { Proposal, ProposalRequest } from "./proposal.ts";

/** Points nearer than this to a known one teach the surrogate nothing. */
const SEPARATION = 1e-7;
/** Points nearer than this to one whose response is only believed add little to it. */
const BELIEVED_SEPARATION = 1e-3;
/** Fewest results that a surrogate is fitted to. */
const FEWEST_POINTS = 2;
/** Good points whose neighbourhoods are searched. */
const CENTRES = 4;

/** What the search had to say. */
export const infillNotices = {
  few: "Too few usable results for a surrogate: points were chosen at random",
  known: "Every point that the infill criterion preferred was known: a point was chosen at random",
  exhausted: "The search space has no new point left",
} as const;

/**
 * Proposes distinct new points: a pure function of the request.
 *
 * @returns The points, in search units, with notices of fallbacks.
 */
export function proposePoints(request: ProposalRequest): Proposal {
  const { nPoints, X } = request;
  const notices = new Set<string>();
  const choice = X.length < FEWEST_POINTS ? undefined : createChoice(request);
  if (!choice) notices.add(infillNotices.few);
  const known = knownPoints(request, request.toleranceX);
  const points: number[][] = [];
  while (points.length < nPoints) {
    const chosen = choice?.next(points);
    if (choice && !chosen) notices.add(infillNotices.known);
    const x = chosen ?? randomNewPoint(request.space, known, request.random);
    if (!x) {
      notices.add(infillNotices.exhausted);
      break;
    }
    known.add(x);
    points.push(x);
  }
  return { points, notices: [...notices] };
}

function knownPoints({ space, exclude, pending, X }: ProposalRequest, tolerance: number) {
  return createDistinctPoints(space, [...exclude, ...X, ...pending], tolerance);
}

/** Chooses one point after another. */
interface Choice {
  /** The best new point beside those chosen before; undefined if the search finds none. */
  next(chosen: readonly (readonly number[])[]): number[] | undefined;
}

function createChoice(request: ProposalRequest): Choice {
  const { space, pending, infillCriterion, iteration, budget, toleranceX } = request;
  const rescale = typeof infillCriterion === "string";
  const fitted = fitModel(request, request.surrogateControl, { rescale });
  return {
    next(chosen) {
      const believed = [...pending, ...chosen];
      const model = fitted.believe(believed);
      const slot = chosen.length;
      const left = budget.total - budget.spent - slot;
      const { rate, exploits } = scheduledCriterion(infillCriterion, { iteration, slot, left });
      const isNew = newnessTest(request, chosen);
      const rated = rateSpace(request, model, rate);
      if (!exploits) return firstNew(rated, isNew);
      const believedPoints = createDistinctPoints(
        space,
        believed,
        Math.max(toleranceX, BELIEVED_SEPARATION),
      );
      const best = rated[0].x;
      const isUseful = isNew.soft.isNew(best) && believedPoints.isNew(best);
      return isUseful ? [...best] : firstNew(rateSpace(request, model, criteria.ei), isNew);
    },
  };
}

/** Points that must be kept apart from (hard) and that should be (soft). */
interface Newness {
  readonly hard: DistinctPoints;
  readonly soft: DistinctPoints;
}

function newnessTest(request: ProposalRequest, chosen: readonly (readonly number[])[]): Newness {
  const { space, toleranceX } = request;
  const separation = space.every(isDiscrete) ? 0 : SEPARATION;
  const hard = knownPoints(request, toleranceX);
  const soft = knownPoints(request, Math.max(toleranceX, separation));
  for (const x of chosen) {
    hard.add(x);
    soft.add(x);
  }
  return { hard, soft };
}

function firstNew(rated: readonly RatedPoint[], { hard, soft }: Newness): number[] | undefined {
  const found = rated.find(({ x }) => soft.isNew(x)) ?? rated.find(({ x }) => hard.isNew(x));
  return found && [...found.x];
}

/** Searches the space for the criterion's best points, best first. */
function rateSpace(
  { space, X, y, random, optimizerControl }: ProposalRequest,
  { predictor, incumbent }: InfillModel,
  rate: SmoothCriterion,
): RatedPoint[] {
  const { nCandidates, nStarts, maxIterations } = optimizerControl;
  const spread = nCandidates * space.length;
  const byResponse = [...y.keys()].sort((a, b) => y[a] - y[b] || a - b);
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
    random,
    spread,
    centres: byResponse.slice(0, CENTRES).map((i) => X[i]),
    neighbours: Math.ceil(spread / (2 * CENTRES)),
    nStarts,
    maxEvaluations: maxIterations,
  });
}
