import { defineObjective, type Objective } from "../../core/objective/objective.ts";
import { sin } from "../../core/exact/sin.ts";
import { type AnalyticalFunction, repeated } from "./analytical_function.ts";

/**
 * Levy's function: a bowl with ripples in w = 1 + (x - 1) / 4; any number of variables.
 *
 * @see M. Laguna, R. Marti (2005), "Experimental testing of advanced scatter search designs for
 * global optimization of multimodal functions", Journal of Global Optimization 33, 235-255.
 */
export const levy: Objective = defineObjective(import.meta.url, "levy", (x) => {
  const last = x.length - 1;
  const w = x.map((value) => 1 + (value - 1) / 4);
  let sum = square(sin(Math.PI * w[0]));
  for (let i = 0; i < last; i++) {
    sum += square(w[i] - 1) * (1 + 10 * square(sin(Math.PI * w[i] + 1)));
  }
  return sum + square(w[last] - 1) * (1 + square(sin(2 * Math.PI * w[last])));
});

const square = (value: number) => value * value;

/** Levy's function in 8 variables. */
export const levyFunction: AnalyticalFunction = {
  objective: levy,
  lower: repeated(-10, 8),
  upper: repeated(10, 8),
  optimum: 0,
  minimizers: [repeated(1, 8)],
};
