/**
 * Proposals of new points.
 *
 * @module
 */
import { createDistinctPoints } from "../search/distinct_points.ts";
import { randomNewPoint } from "../search/random_point.ts";
import type { Proposal, ProposalRequest } from "./proposal.ts";

export type { Proposal, ProposalRequest } from "./proposal.ts";

/**
 * Proposes distinct new points: a pure function of the request.
 *
 * @returns The points, in search units, with notices of fallbacks.
 */
export function proposePoints(request: ProposalRequest): Proposal {
  const { space, exclude, pending, toleranceX, nPoints, random } = request;
  const known = createDistinctPoints(space, [...exclude, ...pending], toleranceX);
  const points: number[][] = [];
  while (points.length < nPoints) {
    const x = randomNewPoint(space, known, random);
    if (!x) break;
    known.add(x);
    points.push(x);
  }
  return { points, notices: [] };
}
