/** Which points are new, and which of them are worth an evaluation. @module */
import { createDistinctPoints, type DistinctPoints } from "../search/distinct_points.ts";
import { isDiscrete } from "../core/space/search_space.ts";
import type { ProposalRequest } from "./proposal.ts";

/** Points nearer than this to a known one teach the surrogate nothing. */
const SEPARATION = 1e-7;
/** Points nearer than this to one whose response is only believed add little to it. */
const BELIEVED_SEPARATION = 1e-3;

/** What is known, and what a proposal has chosen so far. */
export interface Novelty {
  /** Every known or chosen point, with the distance that the user asks for. */
  readonly known: DistinctPoints;
  /** Points whose response is not known: pending ones, then chosen ones. */
  readonly believed: readonly (readonly number[])[];
  /** Tells whether a point is new and not so near to others that it would be wasted. */
  isUseful(x: readonly number[]): boolean;
  /** Takes in a chosen point. */
  add(x: readonly number[]): void;
}

/** Makes the novelty of a request: its evaluated, failed and pending points are known. */
export function createNovelty(
  { space, X, exclude, pending, toleranceX }: ProposalRequest,
): Novelty {
  const all = [...exclude, ...X, ...pending];
  const atLeast = (separation: number) =>
    Math.max(toleranceX, space.every(isDiscrete) ? 0 : separation);
  const known = createDistinctPoints(space, all, toleranceX);
  const apart = createDistinctPoints(space, all, atLeast(SEPARATION));
  const unknown = createDistinctPoints(space, pending, atLeast(BELIEVED_SEPARATION));
  const believed = [...pending];
  return {
    known,
    believed,
    isUseful: (x) => apart.isNew(x) && unknown.isNew(x),
    add(x) {
      for (const points of [known, apart, unknown]) points.add(x);
      believed.push(x);
    },
  };
}
