import { defineObjective, type Objective } from "../../core/objective/objective.ts";
import type { AnalyticalFunction } from "./analytical_function.ts";

/**
 * The six-hump camel, (4 - 2.1 x_1^2 + x_1^4 / 3) x_1^2 + x_1 x_2 + (4 x_2^2 - 4) x_2^2: six local
 * minima, two of them global.
 *
 * @see L. C. W. Dixon, G. P. Szego (1978), "The global optimization problem: an introduction", in
 * "Towards Global Optimisation 2", North-Holland.
 */
export const sixHumpCamel: Objective = defineObjective(
  import.meta.url,
  "sixHumpCamel",
  ([x1, x2]) => {
    const a = x1 * x1;
    const b = x2 * x2;
    return (4 - 2.1 * a + a * a / 3) * a + x1 * x2 + (4 * b - 4) * b;
  },
);

/** The six-hump camel with its bounds. */
export const sixHumpCamelFunction: AnalyticalFunction = {
  objective: sixHumpCamel,
  lower: [-3, -2],
  upper: [3, 2],
  optimum: -1.0316284534898774,
  minimizers: [[0.08984201368301331, -0.7126564032704135], [
    -0.08984201368301331,
    0.7126564032704135,
  ]],
};
