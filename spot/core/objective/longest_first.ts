/** The order in which rows start. @module */
import { toConfiguration } from "../space/variable.ts";
import type { EvaluationTask } from "./evaluation.ts";
import type { CostFunction } from "./objective.ts";
import type { Problem } from "./problem.ts";

/**
 * The order that leaves the least idle time at the end: longest expected rows first.
 *
 * @param cost Expected cost of a row; without it the order stays.
 * @throws {RangeError} If a cost is no finite number.
 */
export function longestFirst(
  tasks: readonly EvaluationTask[],
  problem: Problem,
  cost: CostFunction | undefined,
): readonly EvaluationTask[] {
  if (!cost) return tasks;
  const expected = Float64Array.from(tasks, ({ x }) => {
    const value = cost([...x], { configuration: toConfiguration(problem.variables, x), problem });
    if (Number.isFinite(value)) return value;
    // The rejection of a promise must not end the process.
    Promise.resolve(value).catch(() => {});
    throw new RangeError(
      `Cannot order rows as 'cost' must return a finite number: current value is ${value}`,
    );
  });
  return [...tasks.keys()].sort((a, b) => expected[b] - expected[a] || a - b).map((i) => tasks[i]);
}
