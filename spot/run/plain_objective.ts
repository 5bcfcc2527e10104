import { evaluateInOrder } from "../core/objective/evaluate_in_order.ts";
import type {
  BatchObjective,
  EvaluateOptions,
  EvaluationResult,
  EvaluationTask,
} from "../core/objective/evaluation.ts";
import { throwFailures } from "../core/objective/evaluation_error.ts";
import {
  type Objective,
  type ObjectiveFunction,
  objectiveName,
} from "../core/objective/objective.ts";

/** Makes a batch objective of a plain one: rows are evaluated in the calling thread, in order. */
export function plainObjective(
  fun: ObjectiveFunction & Partial<Objective>,
  onError: "throw" | "record",
): BatchObjective {
  let last: Promise<unknown> = Promise.resolve();

  async function* inTurn(
    tasks: readonly EvaluationTask[],
    options: EvaluateOptions,
  ): AsyncGenerator<EvaluationResult, void, undefined> {
    const turn = Promise.withResolvers<void>();
    const before = last;
    last = turn.promise;
    await before;
    try {
      yield* evaluateInOrder(fun, tasks, options);
    } finally {
      turn.resolve();
    }
  }

  return {
    name: objectiveName(fun),
    method: "sequential",
    numCores: 1,
    cost: fun.cost,
    check: fun.check,
    space: fun.space,
    open: () => {},
    evaluate: (tasks, options) => {
      const results = inTurn(tasks, options);
      return onError === "throw" ? throwFailures(tasks, results) : results;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
