import { defineObjective, type Objective } from "../../core/objective/objective.ts";
import { type AnalyticalFunction, repeated } from "./analytical_function.ts";

/**
 * Rosenbrock's function, sum 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2: a curved valley; two variables
 * or more.
 *
 * @see H. H. Rosenbrock (1960), "An automatic method for finding the greatest or least value of a
 * function", The Computer Journal 3(3), 175-184.
 */
export const rosenbrock: Objective = defineObjective(import.meta.url, "rosenbrock", (x) => {
  let sum = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const valley = x[i + 1] - x[i] * x[i];
    const along = 1 - x[i];
    sum += 100 * valley * valley + along * along;
  }
  return sum;
});

/** Rosenbrock's function in 4 variables. */
export const rosenbrockFunction: AnalyticalFunction = {
  objective: rosenbrock,
  lower: repeated(-5, 4),
  upper: repeated(10, 4),
  optimum: 0,
  minimizers: [repeated(1, 4)],
};
