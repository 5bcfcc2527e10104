import { defineObjective, type Objective } from "../../core/objective/objective.ts";
import { cos } from "../../core/exact/cos.ts";
import type { AnalyticalFunction } from "./analytical_function.ts";

/** By the factor's level: place of the optimum in x_1 and x_2, offset of the value. */
const LEVELS: readonly (readonly [number, number, number])[] = [
  [-2.5, 1.5, 1],
  [1.2, -0.7, 0],
  [3.1, 2.2, 0.4],
  [-0.4, -3.3, 1.7],
];
const BEST_INTEGER = 7;

/**
 * A mixed function as hyperparameters have them: two continuous variables, an integer and a factor.
 * Each level of the factor is a valley of its own, whose ripples grow with the integer's distance
 * from 7:
 * c_l + (u + v / 2)^2 + v^2 / 4 + (n - 7)^2 / 25 + (1 + |n - 7| / 10) (1 - cos 2u) / 2, where u and
 * v are the distances of x_1 and x_2 from the place of level l.
 */
export const mixed: Objective = defineObjective(
  import.meta.url,
  "mixed",
  ([x1, x2, integer, level]) => {
    const [place1, place2, offset] = LEVELS[level];
    const u = x1 - place1;
    const v = x2 - place2;
    const steps = Math.abs(integer - BEST_INTEGER);
    const valley = (u + v / 2) * (u + v / 2) + v * v / 4;
    return offset + valley + steps * steps / 25 + (1 + steps / 10) * (1 - cos(2 * u)) / 2;
  },
);

/** The mixed function with its bounds. */
export const mixedFunction: AnalyticalFunction = {
  objective: mixed,
  lower: [-5, -5, 0, 0],
  upper: [5, 5, 15, 3],
  varType: ["float", "float", "int", "factor"],
  levels: [null, null, null, ["north", "east", "south", "west"]],
  optimum: 0,
  minimizers: [[1.2, -0.7, 7, 1]],
};
