/**
 * Analytical test functions: objectives with bounds and known optimum.
 *
 * @module
 */
import { ackleyFunction } from "./ackley.ts";
import type { AnalyticalFunction } from "./analytical_function.ts";
import { braninFunction } from "./branin.ts";
import { forresterFunction } from "./forrester.ts";
import { goldsteinPriceFunction } from "./goldstein_price.ts";
import { griewankFunction } from "./griewank.ts";
import { hartmann3Function, hartmann6Function } from "./hartmann.ts";
import { levyFunction } from "./levy.ts";
import { michalewiczFunction } from "./michalewicz.ts";
import { mixedFunction } from "./mixed.ts";
import { rosenbrockFunction } from "./rosenbrock.ts";
import { sixHumpCamelFunction } from "./six_hump_camel.ts";
import { sphereFunction } from "./sphere.ts";

export type { AnalyticalFunction } from "./analytical_function.ts";

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
  sphere: sphereFunction,
  branin: braninFunction,
  sixHumpCamel: sixHumpCamelFunction,
  goldsteinPrice: goldsteinPriceFunction,
  hartmann3: hartmann3Function,
  hartmann6: hartmann6Function,
  ackley: ackleyFunction,
  rosenbrock: rosenbrockFunction,
  levy: levyFunction,
  griewank: griewankFunction,
  forrester: forresterFunction,
  michalewicz: michalewiczFunction,
  mixed: mixedFunction,
};
