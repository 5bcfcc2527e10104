/**
 * A basin apart from the rest of the space: the points around its best one, in units of their own
 * neighbourhood.
 *
 * @module
 */
import { distance } from "../search/distinct_points.ts";
import { localSpace } from "./local_space.ts";
import type { ProposalRequest } from "./proposal.ts";

/** A basin has at least this many points per variable, and two more. */
const POINTS_PER_VARIABLE = 2;

/**
 * The request as if the basin were all: its points are those within the side around the centre, at least
 * the nearest ones; its space is as large as they need.
 */
export function basinOf(
  request: ProposalRequest,
  { centre, side }: { readonly centre: readonly number[]; readonly side: number },
): ProposalRequest {
  const { space, X, y, deviations, feasibility } = request;
  const distances = X.map((x) => distance(space, x, centre));
  const nearest = [...X.keys()].filter((i) => !feasibility?.isLeftOut[i])
    .sort((a, b) => distances[a] - distances[b] || a - b);
  const inside = nearest.filter((i) => distances[i] <= side).length;
  const count = Math.max(POINTS_PER_VARIABLE * space.length + 2, inside);
  const points = nearest.slice(0, count);
  const reach = points.reduce((most, i) => Math.max(most, distances[i]), side);
  points.sort((a, b) => a - b);
  const pick = <T>(values: readonly T[]) => points.map((i) => values[i]);
  return {
    ...request,
    space: localSpace(space, centre, 2 * reach),
    X: pick(X),
    y: pick(y),
    deviations: deviations && pick(deviations),
    feasibility: feasibility && {
      ...feasibility,
      violations: pick(feasibility.violations),
      isLeftOut: pick(feasibility.isLeftOut),
    },
    onFitted: undefined,
  };
}
