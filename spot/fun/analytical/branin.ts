import { defineObjective, type Objective } from "../../core/objective/objective.ts";
import { cos } from "../../core/exact/cos.ts";
import type { AnalyticalFunction } from "./analytical_function.ts";

const B = 5.1 / (4 * Math.PI * Math.PI);
const C = 5 / Math.PI;
const T = 1 / (8 * Math.PI);

/**
 * Branin's function, (x_2 - b x_1^2 + c x_1 - 6)^2 + 10 (1 - t) cos x_1 + 10: three global minima.
 *
 * @see L. C. W. Dixon, G. P. Szego (1978), "The global optimization problem: an introduction", in
 * "Towards Global Optimisation 2", North-Holland.
 */
export const branin: Objective = defineObjective(import.meta.url, "branin", ([x1, x2]) => {
  const valley = x2 - B * x1 * x1 + C * x1 - 6;
  return valley * valley + 10 * (1 - T) * cos(x1) + 10;
});

/** Branin's function with its bounds. */
export const braninFunction: AnalyticalFunction = {
  objective: branin,
  lower: [-5, 0],
  upper: [10, 15],
  optimum: 0.39788735772973816,
  minimizers: [[-Math.PI, 12.275], [Math.PI, 2.275], [3 * Math.PI, 2.475]],
};
