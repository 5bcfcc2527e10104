/** The functions of the comparison: those of the table, and others that nothing was chosen on. @module */
import type { ObjectiveContext, ObjectiveFunction } from "../../spot/core/objective/objective.ts";
import type { VariableType } from "../../spot/core/space/variable.ts";
import { cos } from "../../spot/core/exact/cos.ts";
import { exp } from "../../spot/core/exact/exp.ts";
import { pow } from "../../spot/core/exact/pow.ts";
import { sin } from "../../spot/core/exact/sin.ts";
import { type AnalyticalFunction, analyticalFunctions } from "../../spot/fun/analytical/mod.ts";

/** A function to minimise. */
export interface QualityFunction {
  readonly evaluate: (x: readonly number[]) => number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly varType?: readonly VariableType[];
  readonly levels?: readonly (readonly string[] | null)[];
  readonly optimum: number;
}

const noContext: ObjectiveContext = {
  row: 0,
  x: [],
  random: () => 0.5,
  configuration: {},
  signal: new AbortController().signal,
  replicate: 0,
  problem: { seed: 0, variables: [], controls: {} },
};

function fromTable({ objective, ...known }: AnalyticalFunction): QualityFunction {
  return { ...known, evaluate: (x) => scalar(objective, x) };
}

function scalar(objective: ObjectiveFunction, x: readonly number[]): number {
  const value = objective(x, noContext);
  if (typeof value === "number") return value;
  throw new TypeError("Cannot measure quality as the function must return a number");
}

function cube(
  k: number,
  [lower, upper]: readonly [number, number],
  optimum: number,
  evaluate: QualityFunction["evaluate"],
): QualityFunction {
  const repeat = (value: number) => Array.from({ length: k }, () => value);
  return { evaluate, lower: repeat(lower), upper: repeat(upper), optimum };
}

const square = (value: number) => value * value;
const sum = (x: readonly number[], term: (value: number, i: number) => number) =>
  x.reduce((total, value, i) => total + term(value, i), 0);

/** The ten functions of the table. */
export const tableFunctions = {
  branin: fromTable(analyticalFunctions.branin),
  camel6: fromTable(analyticalFunctions.sixHumpCamel),
  goldstein: fromTable(analyticalFunctions.goldsteinPrice),
  hartmann3: fromTable(analyticalFunctions.hartmann3),
  hartmann6: fromTable(analyticalFunctions.hartmann6),
  ackley5: fromTable(analyticalFunctions.ackley),
  rosenbrock4: fromTable(analyticalFunctions.rosenbrock),
  levy8: fromTable(analyticalFunctions.levy),
  griewank5: fromTable(analyticalFunctions.griewank),
  mixed4: fromTable(analyticalFunctions.mixed),
} as const satisfies Record<string, QualityFunction>;

const shekelCentres = [
  [4, 4, 4, 4, 0.1],
  [1, 1, 1, 1, 0.2],
  [8, 8, 8, 8, 0.2],
  [6, 6, 6, 6, 0.4],
  [3, 7, 3, 7, 0.4],
  [2, 9, 2, 9, 0.6],
  [5, 3, 5, 3, 0.3],
  [8, 1, 8, 1, 0.7],
  [6, 2, 6, 2, 0.5],
  [7, 3.6, 7, 3.6, 0.5],
];

/** Functions held out. */
export const heldOutFunctions = {
  styblinski4: cube(
    4,
    [-5, 5],
    4 * -39.16616570377142,
    (x) => sum(x, (v) => (v * v * v * v - 16 * v * v + 5 * v) / 2),
  ),
  dixonprice4: cube(
    4,
    [-10, 10],
    0,
    (x) => sum(x, (v, i) => i === 0 ? square(v - 1) : (i + 1) * square(2 * v * v - x[i - 1])),
  ),
  zakharov4: cube(4, [-5, 10], 0, (x) => {
    const slope = sum(x, (v, i) => (i + 1) * v / 2);
    return sum(x, square) + square(slope) + square(square(slope));
  }),
  rastrigin3: cube(
    3,
    [-5.12, 5.12],
    0,
    (x) => sum(x, (v) => 10 + v * v - 10 * cos(2 * Math.PI * v)),
  ),
  shekel4: cube(
    4,
    [0, 10],
    -10.536443153483528,
    (x) =>
      -sum(shekelCentres.map((_, i) => i), (i) => {
        const centre = shekelCentres[i];
        return 1 / (centre[4] + sum(x, (v, j) => square(v - centre[j])));
      }),
  ),
  schwefel3: cube(
    3,
    [-500, 500],
    0,
    (x) => sum(x, (v) => 418.9828872724339 - v * sin(Math.sqrt(Math.abs(v)))),
  ),
  trid5: cube(
    5,
    [-25, 25],
    -30,
    (x) => sum(x, (v, i) => square(v - 1) - (i > 0 ? v * x[i - 1] : 0)),
  ),
  powell4: cube(
    4,
    [-4, 5],
    0,
    ([a, b, c, d]) =>
      square(a + 10 * b) + 5 * square(c - d) + square(square(b - 2 * c)) +
      10 * square(square(a - d)),
  ),
  colville4: cube(
    4,
    [-10, 10],
    0,
    ([a, b, c, d]) =>
      100 * square(a * a - b) + square(a - 1) + square(c - 1) + 90 * square(c * c - d) +
      10.1 * (square(b - 1) + square(d - 1)) + 19.8 * (b - 1) * (d - 1),
  ),
  bohachevsky2: cube(
    2,
    [-100, 100],
    0,
    ([a, b]) => a * a + 2 * b * b - 0.3 * cos(3 * Math.PI * a) - 0.4 * cos(4 * Math.PI * b) + 0.7,
  ),
  powers6: cube(6, [-1, 1], 0, (x) => sum(x, (v, i) => pow(Math.abs(v), i + 2))),
  alpine5: cube(5, [-10, 10], 0, (x) => sum(x, (v) => Math.abs(v * sin(v) + 0.1 * v))),
  // Two continuous variables, two integers, two factors: a learner's hyperparameters.
  mixed6: {
    evaluate: ([rate, decay, width, depth, kind, norm]) => {
      const best = [-2.5, -3.2, -2.1, -3.6][kind];
      const capacity = width * depth / 40;
      return [0.2, 0, 0.35, 0.1][kind] + [0, 0.15, 0.05][norm] + 0.3 * square(rate - best) +
        0.1 * square(decay + 4 - depth / 4) + square(capacity - 1) +
        0.5 * exp(-capacity) - 0.5 * exp(-1);
    },
    lower: [-5, -6, 1, 1, 0, 0],
    upper: [0, 0, 32, 8, 3, 2],
    varType: ["float", "float", "int", "int", "factor", "factor"],
    levels: [null, null, null, null, ["a", "b", "c", "d"], ["none", "batch", "layer"]],
    optimum: -0.0075041787366814,
  },
} as const satisfies Record<string, QualityFunction>;

/** All functions by name. */
export const qualityFunctions: Readonly<Record<string, QualityFunction>> = {
  ...tableFunctions,
  ...heldOutFunctions,
};
