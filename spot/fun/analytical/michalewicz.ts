import { defineObjective, type Objective } from "../../core/objective/objective.ts";
import { pow } from "../../core/exact/pow.ts";
import { sin } from "../../core/exact/sin.ts";
import { type AnalyticalFunction, repeated } from "./analytical_function.ts";

/**
 * Michalewicz's function, -sum sin(x_i) sin(i x_i^2 / pi)^20: plains with steep ditches; any number
 * of variables.
 *
 * @see Z. Michalewicz (1996), "Genetic Algorithms + Data Structures = Evolution Programs", Springer.
 */
export const michalewicz: Objective = defineObjective(
  import.meta.url,
  "michalewicz",
  (x) => x.reduce((sum, value, i) => sum - sin(value) * ditch(value, i + 1), 0),
);

const ditch = (x: number, i: number) => pow(sin(i * x * x / Math.PI), 20);

/** Michalewicz's function in 2 variables. */
export const michalewiczFunction: AnalyticalFunction = {
  objective: michalewicz,
  lower: repeated(0, 2),
  upper: repeated(Math.PI, 2),
  optimum: -1.8013034100985537,
  minimizers: [[2.202905520, 1.570796327]],
};
