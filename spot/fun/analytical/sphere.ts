import { defineObjective, type Objective } from "../../core/objective/objective.ts";
import { type AnalyticalFunction, repeated } from "./analytical_function.ts";

/** The sphere, sum x_i^2: convex, separable; any number of variables. */
export const sphere: Objective = defineObjective(
  import.meta.url,
  "sphere",
  (x) => x.reduce((sum, value) => sum + value * value, 0),
);

/** The sphere in 3 variables. */
export const sphereFunction: AnalyticalFunction = {
  objective: sphere,
  lower: repeated(-5.12, 3),
  upper: repeated(5.12, 3),
  optimum: 0,
  minimizers: [repeated(0, 3)],
};
