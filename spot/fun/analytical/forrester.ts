import { defineObjective, type Objective } from "../../core/objective/objective.ts";
import { sin } from "../../core/exact/sin.ts";
import type { AnalyticalFunction } from "./analytical_function.ts";

/**
 * Forrester's function of one variable, (6 x - 2)^2 sin(12 x - 4).
 *
 * @see A. Forrester, A. Sobester, A. Keane (2008), "Engineering Design via Surrogate Modelling",
 * Wiley, appendix A.1.
 */
export const forrester: Objective = defineObjective(import.meta.url, "forrester", ([x]) => {
  const slope = 6 * x - 2;
  return slope * slope * sin(12 * x - 4);
});

/** Forrester's function with its bounds. */
export const forresterFunction: AnalyticalFunction = {
  objective: forrester,
  lower: [0],
  upper: [1],
  optimum: -6.020740055767083,
  minimizers: [[0.7572487144081974]],
};
