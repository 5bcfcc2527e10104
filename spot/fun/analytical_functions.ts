/**
 * Analytical test functions: objectives with their customary bounds and known optimum.
 *
 * @see L. C. W. Dixon, G. P. Szego (1978), "The global optimization problem: an introduction", in
 * "Towards Global Optimisation 2", North-Holland, for Branin, the six-hump camel and Hartmann.
 *
 * @module
 */
import { exp } from "../core/exact/exp.ts";
import { pow } from "../core/exact/pow.ts";
import { cos, sin } from "../core/exact/trigonometric.ts";
import { defineObjective, type Objective } from "../core/objective/objective.ts";
import type { VariableType } from "../core/space/variable.ts";

/** A test function with its customary bounds and its known optimum. */
export interface AnalyticalFunction {
  /** The function, to be minimised: for `Spot` or `makeParallel`. */
  readonly objective: Objective;
  /** Lower bounds, k numbers. */
  readonly lower: readonly number[];
  /** Upper bounds, k numbers. */
  readonly upper: readonly number[];
  /** Types of the variables; continuous unless given. */
  readonly varType?: readonly VariableType[];
  /** Levels of factors, null for other variables. */
  readonly levels?: readonly (readonly string[] | null)[];
  /** The smallest value within the bounds. */
  readonly optimum: number;
  /** One or more points that have it, up to rounding. */
  readonly minimizers: readonly (readonly number[])[];
}

/** The name of a test function. */
export type AnalyticalFunctionName =
  | "sphere"
  | "branin"
  | "sixHumpCamel"
  | "goldsteinPrice"
  | "hartmann3"
  | "hartmann6"
  | "ackley"
  | "rosenbrock"
  | "levy"
  | "griewank"
  | "forrester"
  | "michalewicz"
  | "mixed";

const define = (name: AnalyticalFunctionName, evaluate: (x: readonly number[]) => number) =>
  defineObjective(import.meta.url, name, evaluate);
const square = (value: number) => value * value;

/** The sphere, sum x_i^2: convex, separable; any number of variables. */
export const sphere: Objective = define(
  "sphere",
  (x) => x.reduce((sum, value) => sum + value * value, 0),
);

const B = 5.1 / (4 * Math.PI * Math.PI);
const C = 5 / Math.PI;
const T = 1 / (8 * Math.PI);

/** Branin's function, (x_2 - b x_1^2 + c x_1 - 6)^2 + 10 (1 - t) cos x_1 + 10: three minima. */
export const branin: Objective = define("branin", ([x1, x2]) => {
  const valley = x2 - B * x1 * x1 + C * x1 - 6;
  return valley * valley + 10 * (1 - T) * cos(x1) + 10;
});

/**
 * The six-hump camel, (4 - 2.1 x_1^2 + x_1^4 / 3) x_1^2 + x_1 x_2 + (4 x_2^2 - 4) x_2^2: six local
 * minima, two of them global.
 */
export const sixHumpCamel: Objective = define("sixHumpCamel", ([x1, x2]) => {
  const a = x1 * x1;
  const b = x2 * x2;
  return (4 - 2.1 * a + a * a / 3) * a + x1 * x2 + (4 * b - 4) * b;
});

/**
 * The function of Goldstein and Price: values over six orders of magnitude, four local minima.
 *
 * @see A. A. Goldstein, J. F. Price (1971), "On descent from local minima", Mathematics of
 * Computation 25(115), 569-574.
 */
export const goldsteinPrice: Objective = define("goldsteinPrice", ([x, y]) => {
  const sum = x + y + 1;
  const first = 19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y;
  const difference = 2 * x - 3 * y;
  const second = 18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y;
  return (1 + sum * sum * first) * (30 + difference * difference * second);
});

/** A well of Hartmann's functions: depth, steepness per variable, place in units of 1e-4. */
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

/** -sum_i alpha_i exp(-sum_j A_ij (x_j - P_ij)^2): four wells in the unit cube. */
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

/** Hartmann's function of 3 variables: four wells in the unit cube. */
export const hartmann3: Objective = define("hartmann3", (x) => sumOfWells(wells3, x));

/** Hartmann's function of 6 variables: four wells in the unit cube. */
export const hartmann6: Objective = define("hartmann6", (x) => sumOfWells(wells6, x));

/**
 * Ackley's function: a narrow funnel in a rippled plain; any number of variables.
 *
 * @see D. H. Ackley (1987), "A Connectionist Machine for Genetic Hillclimbing", Kluwer.
 */
export const ackley: Objective = define("ackley", (x) => {
  let squares = 0;
  let waves = 0;
  for (const value of x) {
    squares += value * value;
    waves += cos(2 * Math.PI * value);
  }
  const funnel = 20 * exp(-0.2 * Math.sqrt(squares / x.length));
  return 20 - funnel + (Math.E - exp(waves / x.length));
});

/**
 * Rosenbrock's function, sum 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2: a curved valley; two variables
 * or more.
 *
 * @see H. H. Rosenbrock (1960), "An automatic method for finding the greatest or least value of a
 * function", The Computer Journal 3(3), 175-184.
 */
export const rosenbrock: Objective = define("rosenbrock", (x) => {
  let sum = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const valley = x[i + 1] - x[i] * x[i];
    const along = 1 - x[i];
    sum += 100 * valley * valley + along * along;
  }
  return sum;
});

/**
 * Levy's function: a bowl with ripples in w = 1 + (x - 1) / 4; any number of variables.
 *
 * @see M. Laguna, R. Marti (2005), "Experimental testing of advanced scatter search designs for
 * global optimization of multimodal functions", Journal of Global Optimization 33, 235-255.
 */
export const levy: Objective = define("levy", (x) => {
  const last = x.length - 1;
  const w = x.map((value) => 1 + (value - 1) / 4);
  let sum = square(sin(Math.PI * w[0]));
  for (let i = 0; i < last; i++) {
    sum += square(w[i] - 1) * (1 + 10 * square(sin(Math.PI * w[i] + 1)));
  }
  return sum + square(w[last] - 1) * (1 + square(sin(2 * Math.PI * w[last])));
});

/**
 * Griewank's function, sum x_i^2 / 4000 - prod cos(x_i / sqrt i) + 1: a wide bowl with small
 * ripples; any number of variables.
 *
 * @see A. O. Griewank (1981), "Generalized descent for global optimization", Journal of Optimization
 * Theory and Applications 34, 11-39.
 */
export const griewank: Objective = define("griewank", (x) => {
  let sum = 0;
  let product = 1;
  x.forEach((value, i) => {
    sum += value * value / 4000;
    product *= cos(value / Math.sqrt(i + 1));
  });
  return sum - product + 1;
});

/**
 * Forrester's function of one variable, (6 x - 2)^2 sin(12 x - 4).
 *
 * @see A. Forrester, A. Sobester, A. Keane (2008), "Engineering Design via Surrogate Modelling",
 * Wiley, appendix A.1.
 */
export const forrester: Objective = define("forrester", ([x]) => {
  const slope = 6 * x - 2;
  return slope * slope * sin(12 * x - 4);
});

const ditch = (x: number, i: number) => pow(sin(i * x * x / Math.PI), 20);

/**
 * Michalewicz's function, -sum sin(x_i) sin(i x_i^2 / pi)^20: plains with steep ditches; any number
 * of variables.
 *
 * @see Z. Michalewicz (1996), "Genetic Algorithms + Data Structures = Evolution Programs", Springer.
 */
export const michalewicz: Objective = define(
  "michalewicz",
  (x) => x.reduce((sum, value, i) => sum - sin(value) * ditch(value, i + 1), 0),
);

/** By the level of `mixed`'s factor: place of the optimum in x_1 and x_2, offset of the value. */
const LEVELS: readonly (readonly [number, number, number])[] = [
  [-2.5, 1.5, 1],
  [1.2, -0.7, 0],
  [3.1, 2.2, 0.4],
  [-0.4, -3.3, 1.7],
];

/**
 * A mixed function as hyperparameters have them: two continuous variables, an integer and a factor.
 * Each level of the factor is a valley of its own, whose ripples grow with the integer's distance
 * from 7:
 * c_l + (u + v / 2)^2 + v^2 / 4 + (n - 7)^2 / 25 + (1 + |n - 7| / 10) (1 - cos 2u) / 2, where u and
 * v are the distances of x_1 and x_2 from the place of level l.
 */
export const mixed: Objective = define("mixed", ([x1, x2, integer, level]) => {
  const [place1, place2, offset] = LEVELS[level];
  const u = x1 - place1;
  const v = x2 - place2;
  const steps = Math.abs(integer - 7);
  const valley = (u + v / 2) * (u + v / 2) + v * v / 4;
  return offset + valley + steps * steps / 25 + (1 + steps / 10) * (1 - cos(2 * u)) / 2;
});

/** A point on the diagonal of the k-dimensional cube. */
const diagonal = (value: number, k: number) => Array.from({ length: k }, () => value);
/** The bounds of a cube. */
const cube = (lower: number, upper: number, k: number) => (
  { lower: diagonal(lower, k), upper: diagonal(upper, k) }
);
/** An optimum of 0 at a point on the diagonal. */
const zeroAt = (value: number, k: number) => ({ optimum: 0, minimizers: [diagonal(value, k)] });

/**
 * The test functions by name.
 *
 * @example
 * ```ts
 * import { analyticalFunctions, funControlInit, Spot } from "@spot/spot";
 *
 * const { objective, lower, upper, optimum } = analyticalFunctions.branin;
 * const spot = new Spot({ fun: objective, funControl: funControlInit({ lower, upper, funEvals: 20 }) });
 * await spot.run();
 * console.log(spot.minY - optimum);
 * ```
 */
export const analyticalFunctions: Readonly<Record<AnalyticalFunctionName, AnalyticalFunction>> = {
  sphere: { objective: sphere, ...cube(-5.12, 5.12, 3), ...zeroAt(0, 3) },
  branin: {
    objective: branin,
    lower: [-5, 0],
    upper: [10, 15],
    optimum: 0.39788735772973816,
    minimizers: [[-Math.PI, 12.275], [Math.PI, 2.275], [3 * Math.PI, 2.475]],
  },
  sixHumpCamel: {
    objective: sixHumpCamel,
    lower: [-3, -2],
    upper: [3, 2],
    optimum: -1.0316284534898774,
    minimizers: [1, -1].map((sign) => [sign * 0.08984201368301331, sign * -0.7126564032704135]),
  },
  goldsteinPrice: {
    objective: goldsteinPrice,
    ...cube(-2, 2, 2),
    optimum: 3,
    minimizers: [[0, -1]],
  },
  hartmann3: {
    objective: hartmann3,
    ...cube(0, 1, 3),
    optimum: -3.8627797873327696,
    minimizers: [[0.11458889, 0.55564881, 0.85254698]],
  },
  hartmann6: {
    objective: hartmann6,
    ...cube(0, 1, 6),
    optimum: -3.322368011415515,
    minimizers: [[0.20168951, 0.15001069, 0.47687398, 0.27533243, 0.31165162, 0.65730053]],
  },
  ackley: { objective: ackley, ...cube(-32.768, 32.768, 5), ...zeroAt(0, 5) },
  rosenbrock: { objective: rosenbrock, ...cube(-5, 10, 4), ...zeroAt(1, 4) },
  levy: { objective: levy, ...cube(-10, 10, 8), ...zeroAt(1, 8) },
  griewank: { objective: griewank, ...cube(-600, 600, 5), ...zeroAt(0, 5) },
  forrester: {
    objective: forrester,
    ...cube(0, 1, 1),
    optimum: -6.020740055767083,
    minimizers: [[0.7572487144081974]],
  },
  michalewicz: {
    objective: michalewicz,
    ...cube(0, Math.PI, 2),
    optimum: -1.8013034100985537,
    minimizers: [[2.202905520, 1.570796327]],
  },
  mixed: {
    objective: mixed,
    lower: [-5, -5, 0, 0],
    upper: [5, 5, 15, 3],
    varType: ["float", "float", "int", "factor"],
    levels: [null, null, null, ["north", "east", "south", "west"]],
    optimum: 0,
    minimizers: [[1.2, -0.7, 7, 1]],
  },
};
