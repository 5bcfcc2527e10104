/** Responses by which points are ranked where some are not feasible. @module */
import type { ProposalRequest } from "./proposal.ts";

/**
 * The responses, of points that are not feasible the worst of all; while none is, how far each is from
 * being feasible.
 */
export function rankedResponses(
  { y, feasibility }: Pick<ProposalRequest, "y" | "feasibility">,
): readonly number[] {
  if (!feasibility) return y;
  const { violations } = feasibility;
  if (violations.includes(0)) {
    const worst = largest(y);
    return y.map((value, i) => violations[i] === 0 ? value : worst);
  }
  const most = largest(violations.filter(Number.isFinite));
  return violations.map((violation) => Math.min(violation, 2 * most));
}

const largest = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, value), -Infinity);
