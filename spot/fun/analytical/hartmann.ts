/**
 * Hartmann's functions, -sum_i alpha_i exp(-sum_j A_ij (x_j - P_ij)^2): four wells in the unit cube.
 *
 * @see L. C. W. Dixon, G. P. Szego (1978), "The global optimization problem: an introduction", in
 * "Towards Global Optimisation 2", North-Holland.
 *
 * @module
 */
import { defineObjective, type Objective } from "../../core/objective/objective.ts";
import { exp } from "../../core/exact/exp.ts";
import { type AnalyticalFunction, repeated } from "./analytical_function.ts";

/** A well: depth, steepness per variable, place in units of 1e-4. */
type Well = readonly [depth: number, steepness: readonly number[], place: readonly number[]];

const wells3: readonly Well[] = [
  [1, [3, 10, 30], [3689, 1170, 2673]],
  [1.2, [0.1, 10, 35], [4699, 4387, 7470]],
  [3, [3, 10, 30], [1091, 8732, 5547]],
  [3.2, [0.1, 10, 35], [381, 5743, 8828]],
];

const wells6: readonly Well[] = [
  [1, [10, 3, 17, 3.5, 1.7, 8], [1312, 1696, 5569, 124, 8283, 5886]],
  [1.2, [0.05, 10, 17, 0.1, 8, 14], [2329, 4135, 8307, 3736, 1004, 9991]],
  [3, [3, 3.5, 1.7, 10, 17, 8], [2348, 1451, 3522, 2883, 3047, 6650]],
  [3.2, [17, 8, 0.05, 10, 0.1, 14], [4047, 8828, 8732, 5743, 1091, 381]],
];

function sumOfWells(wells: readonly Well[], x: readonly number[]): number {
  let sum = 0;
  for (const [depth, steepness, place] of wells) {
    let exponent = 0;
    for (let j = 0; j < steepness.length; j++) {
      const distance = x[j] - place[j] / 10000;
      exponent += steepness[j] * distance * distance;
    }
    sum -= depth * exp(-exponent);
  }
  return sum;
}

/** Hartmann's function of 3 variables. */
export const hartmann3: Objective = defineObjective(
  import.meta.url,
  "hartmann3",
  (x) => sumOfWells(wells3, x),
);

/** Hartmann's function of 6 variables. */
export const hartmann6: Objective = defineObjective(
  import.meta.url,
  "hartmann6",
  (x) => sumOfWells(wells6, x),
);

/** Hartmann's function of 3 variables with its bounds. */
export const hartmann3Function: AnalyticalFunction = {
  objective: hartmann3,
  lower: repeated(0, 3),
  upper: repeated(1, 3),
  optimum: -3.8627797873327696,
  minimizers: [[0.11458889, 0.55564881, 0.85254698]],
};

/** Hartmann's function of 6 variables with its bounds. */
export const hartmann6Function: AnalyticalFunction = {
  objective: hartmann6,
  lower: repeated(0, 6),
  upper: repeated(1, 6),
  optimum: -3.322368011415515,
  minimizers: [[0.20168951, 0.15001069, 0.47687398, 0.27533243, 0.31165162, 0.65730053]],
};
