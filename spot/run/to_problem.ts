/** What the objective is told of a run. @module */
import type { FunControl } from "../control/fun_control.ts";
import type { Problem } from "../core/objective/problem.ts";
import type { Goal } from "../goal/goal.ts";

/** The problem that a run's rows are evaluated for. */
export function toProblem(funControl: FunControl, { directions }: Goal): Problem {
  const { seed, variables, dataSet, controls, allowNonFinite, objectives, fidelity } = funControl;
  return Object.freeze({
    ...{ seed, variables, dataSet, controls, allowNonFinite, directions },
    ...(objectives && { responseNames: objectives.map(({ name }) => name) }),
    ...(fidelity && { largestBudget: fidelity.upper }),
  });
}
