/** The search for the points that a criterion prefers. @module */
import type { SearchSpace } from "../core/space/search_space.ts";
import { type RatedPoint, searchMixed } from "../search/mixed_search.ts";
import type { PointPredictor } from "../surrogate/surrogate.ts";
import { infillNotices } from "./infill_notices.ts";
import { type JointCriterion, jointTarget } from "./joint_rating.ts";
import type { Novelty } from "./novelty.ts";
import type { ProposalRequest } from "./proposal.ts";

/** A criterion and the models that it rates. */
export interface RatedModels {
  readonly predictors: readonly PointPredictor[];
  readonly rate: JointCriterion;
}

/** Where is searched. */
export interface Region {
  readonly space: SearchSpace;
  /** Good points, whose neighbourhoods are searched. */
  readonly centres: readonly (readonly number[])[];
  /** Among how many centres the candidates near them are shared. */
  readonly shares: number;
}

/** Searches a region for the criterion's best points, best first. */
export function rateSpace(
  { domain, random, optimizerControl: { nCandidates, nStarts, maxEvaluations } }: ProposalRequest,
  { predictors, rate }: RatedModels,
  { space, centres, shares }: Region,
): RatedPoint[] {
  const spread = nCandidates * space.length;
  return searchMixed(space, jointTarget(predictors, rate), {
    ...{ domain, random, spread, centres, nStarts, maxEvaluations },
    neighbours: Math.ceil(spread / (2 * shares)),
  });
}

/** The best point that is useful, or at least new; or the notice why there is none. */
export function chooseNew(rated: readonly RatedPoint[], novelty: Novelty): number[] | string {
  const isRated = rated.length > 0 && Number.isFinite(rated[0].value);
  if (!isRated) return infillNotices.unrated;
  const found = rated.find(({ x }) => novelty.isUseful(x)) ??
    rated.find(({ x }) => novelty.known.isNew(x));
  return found ? [...found.x] : infillNotices.known;
}
