/** The functions of the comparison: those of the table, and others by which no default was chosen. @module */
import { createContext } from "../../spot/core/objective/evaluate_row.ts";
import type { ObjectiveFunction } from "../../spot/core/objective/objective.ts";
import type { VariableType } from "../../spot/core/space/variable.ts";
import { exp } from "../../spot/core/exact/exp.ts";
import { pow } from "../../spot/core/exact/pow.ts";
import { cos, sin } from "../../spot/core/exact/trigonometric.ts";
import {
  type AnalyticalFunction,
  analyticalFunctions,
} from "../../spot/fun/analytical_functions.ts";

/** A function to minimise. */
export interface QualityFunction {
  readonly evaluate: (x: readonly number[]) => number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly varType?: readonly VariableType[];
  readonly levels?: readonly (readonly string[] | null)[];
  readonly optimum: number;
}

const problem = { seed: 0, variables: [], controls: {} };
const { signal } = new AbortController();
const noContext = createContext({ row: 0, x: [], replicate: 0 }, { problem, signal });

function fromTable({ objective, ...known }: AnalyticalFunction): QualityFunction {
  return { ...known, evaluate: (x) => scalar(objective, x) };
}

function scalar(objective: ObjectiveFunction, x: readonly number[]): number {
  const value = objective(x, noContext);
  if (typeof value === "number") return value;
  throw new TypeError("Cannot measure quality as the function must return a number");
}

/** A function on a cube of k dimensions, with the optimum 0 unless it is given. */
function onCube(
  { k, lower, upper, optimum = 0 }: Record<"k" | "lower" | "upper", number> & { optimum?: number },
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
  styblinski4: onCube(
    { k: 4, lower: -5, upper: 5, optimum: 4 * -39.16616570377142 },
    (x) => sum(x, (v) => (v * v * v * v - 16 * v * v + 5 * v) / 2),
  ),
  dixonprice4: onCube(
    { k: 4, lower: -10, upper: 10 },
    (x) => sum(x, (v, i) => i === 0 ? square(v - 1) : (i + 1) * square(2 * v * v - x[i - 1])),
  ),
  zakharov4: onCube({ k: 4, lower: -5, upper: 10 }, (x) => {
    const slope = sum(x, (v, i) => (i + 1) * v / 2);
    return sum(x, square) + square(slope) + square(square(slope));
  }),
  rastrigin3: onCube(
    { k: 3, lower: -5.12, upper: 5.12 },
    (x) => sum(x, (v) => 10 + v * v - 10 * cos(2 * Math.PI * v)),
  ),
  shekel4: onCube(
    { k: 4, lower: 0, upper: 10, optimum: -10.536443153483528 },
    (x) =>
      -sum(shekelCentres.map((_, i) => i), (i) => {
        const centre = shekelCentres[i];
        return 1 / (centre[4] + sum(x, (v, j) => square(v - centre[j])));
      }),
  ),
  schwefel3: onCube(
    { k: 3, lower: -500, upper: 500 },
    (x) => sum(x, (v) => 418.9828872724339 - v * sin(Math.sqrt(Math.abs(v)))),
  ),
  trid5: onCube(
    { k: 5, lower: -25, upper: 25, optimum: -30 },
    (x) => sum(x, (v, i) => square(v - 1) - (i > 0 ? v * x[i - 1] : 0)),
  ),
  powell4: onCube(
    { k: 4, lower: -4, upper: 5 },
    ([a, b, c, d]) =>
      square(a + 10 * b) + 5 * square(c - d) + square(square(b - 2 * c)) +
      10 * square(square(a - d)),
  ),
  colville4: onCube(
    { k: 4, lower: -10, upper: 10 },
    ([a, b, c, d]) =>
      100 * square(a * a - b) + square(a - 1) + square(c - 1) + 90 * square(c * c - d) +
      10.1 * (square(b - 1) + square(d - 1)) + 19.8 * (b - 1) * (d - 1),
  ),
  bohachevsky2: onCube(
    { k: 2, lower: -100, upper: 100 },
    ([a, b]) => a * a + 2 * b * b - 0.3 * cos(3 * Math.PI * a) - 0.4 * cos(4 * Math.PI * b) + 0.7,
  ),
  powers6: onCube({ k: 6, lower: -1, upper: 1 }, (x) => sum(x, (v, i) => pow(Math.abs(v), i + 2))),
  alpine5: onCube(
    { k: 5, lower: -10, upper: 10 },
    (x) => sum(x, (v) => Math.abs(v * sin(v) + 0.1 * v)),
  ),
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
