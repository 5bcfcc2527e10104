/** What names a problem: the same digest, the same problem. @module */
import type { Problem } from "../../spot/core/objective/problem.ts";
import { describeValue } from "../log/canonical.ts";
import { problemFields } from "../log/identity.ts";

const known = new WeakMap<Problem, string>();

/** A digest of what a problem holds; data that are not plain have none, but a name of their own. */
export function problemDigest(problem: Problem): string {
  let digest = known.get(problem);
  if (digest === undefined) known.set(problem, digest = makeDigest(problem));
  return digest;
}

function makeDigest(problem: Problem): string {
  try {
    const { variables, responseNames, largestBudget } = problem;
    const others = { variables, responseNames, largestBudget };
    return describeValue("problem", { ...problemFields(problem), ...others });
  } catch {
    return crypto.randomUUID();
  }
}
