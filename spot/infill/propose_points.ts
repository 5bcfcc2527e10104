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
import { randomNewPoint } from "../search/random_point.ts";
import { frontChoice } from "./front_choice.ts";
import { improvementChoice } from "./improvement_choice.ts";
import { infillNotices } from "./infill_notices.ts";
import { createNovelty, type Novelty } from "./novelty.ts";
import type { Choice, Proposal, ProposalRequest } from "./proposal.ts";

/** Fewest results that a surrogate is fitted to. */
const FEWEST_POINTS = 2;

/**
 * Proposes distinct new points: a pure function of the request.
 *
 * @returns The points, in search units, with notices of fallbacks.
 */
export function proposePoints(request: ProposalRequest): Proposal {
  const { domain, random, nPoints } = request;
  const novelty = createNovelty(request);
  const choose = choiceOf(request, novelty);
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

function choiceOf(request: ProposalRequest, novelty: Novelty): Choice {
  if (!isModelled(request)) return () => infillNotices.few;
  const { front } = request;
  return front ? frontChoice(request, front, novelty) : improvementChoice(request, novelty);
}

/** Whether there are enough results that the surrogates may see. */
function isModelled({ X, feasibility }: ProposalRequest): boolean {
  const leftOut = feasibility?.isLeftOut.filter(Boolean).length ?? 0;
  return X.length - leftOut >= FEWEST_POINTS;
}
