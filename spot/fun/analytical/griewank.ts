import { defineObjective, type Objective } from "../../core/objective/objective.ts";
import { cos } from "../../core/exact/cos.ts";
import { type AnalyticalFunction, repeated } from "./analytical_function.ts";

/**
 * Griewank's function, sum x_i^2 / 4000 - prod cos(x_i / sqrt i) + 1: a wide bowl with small
 * ripples; any number of variables.
 *
 * @see A. O. Griewank (1981), "Generalized descent for global optimization", Journal of Optimization
 * Theory and Applications 34, 11-39.
 */
export const griewank: Objective = defineObjective(import.meta.url, "griewank", (x) => {
  let sum = 0;
  let product = 1;
  x.forEach((value, i) => {
    sum += value * value / 4000;
    product *= cos(value / Math.sqrt(i + 1));
  });
  return sum - product + 1;
});

/** Griewank's function in 5 variables. */
export const griewankFunction: AnalyticalFunction = {
  objective: griewank,
  lower: repeated(-600, 5),
  upper: repeated(600, 5),
  optimum: 0,
  minimizers: [repeated(0, 5)],
};
