/** Options of Kriging, checked. @module */
import {
  checkBoolean,
  checkChoice,
  checkNumber,
  checkOptionNames,
  show,
} from "../core/options/options.ts";
import type { SearchSpace } from "../core/space/search_space.ts";
import { type KernelName, kernels } from "./kernels.ts";

/**
 * How the nugget is treated. `interpolation`: fixed at 1.5e-8; `regression`: searched with theta;
 * `reinterpolation`: as regression, with the standard deviation of the noise-free process.
 */
export type KrigingMethod = "interpolation" | "regression" | "reinterpolation";

/** Options of {@linkcode Kriging}. */
export interface KrigingOptions {
  /** How the nugget is treated. @default {"interpolation"} */
  readonly method?: KrigingMethod;
  /** The correlation function. @default {"gauss"} */
  readonly kernel?: KernelName;
  /**
   * Scale inputs to the unit cube (by the variables' bounds, or by the data's range) and y to mean 0
   * and standard deviation 1; the likelihood is that of the scaled y.
   *
   * @default {true}
   */
  readonly scale?: boolean;
  /** The weights, base 10, one per variable or one for all; not searched if given. */
  readonly thetaLog10?: number | readonly number[];
  /** The nugget, base 10; not searched if given. */
  readonly lambdaLog10?: number;
  /** Lower and upper bound of thetaLog10. @default {[-3, 2]} */
  readonly thetaBounds?: readonly [number, number];
  /** Lower and upper bound of lambdaLog10. @default {[-9, 0]} */
  readonly lambdaBounds?: readonly [number, number];
  /**
   * Hold the search back from extreme weights by a weak prior. @default {the value of `scale`}
   */
  readonly prior?: boolean;
  /** Most points that are modelled; above, a subset is chosen. @default {300} */
  readonly maxSurrogatePoints?: number;
  /** The variables of X's columns; a fit may name others. */
  readonly variables?: SearchSpace;
}

/** Options with all defaults in place. */
export type ResolvedKrigingOptions =
  & Required<Omit<KrigingOptions, "thetaLog10" | "lambdaLog10" | "variables">>
  & Pick<KrigingOptions, "thetaLog10" | "lambdaLog10" | "variables">;

/** The methods by name. */
const krigingMethods: readonly KrigingMethod[] = [
  "interpolation",
  "regression",
  "reinterpolation",
];

const allNames: readonly (keyof KrigingOptions)[] = [
  "method",
  "kernel",
  "scale",
  "thetaLog10",
  "lambdaLog10",
  "thetaBounds",
  "lambdaBounds",
  "prior",
  "maxSurrogatePoints",
  "variables",
];

/** The options that a user of a run may set: the run itself knows the variables. */
export const krigingOptionNames: readonly string[] = allNames.filter((name) =>
  name !== "variables"
);

/**
 * Checks options and fills in the defaults.
 *
 * @param action What cannot be done if an option is refused.
 * @throws {TypeError} If an option is unknown or of another type.
 * @throws {RangeError} If a value is out of its range.
 */
export function resolveKrigingOptions(
  options: KrigingOptions,
  action = "make a Kriging surrogate",
): ResolvedKrigingOptions {
  checkOptionNames(action, options, allNames);
  const { method = "interpolation", kernel = "gauss", scale = true } = options;
  const { maxSurrogatePoints = 300, variables } = options;
  return {
    method: checkChoice(action, "method", method, krigingMethods),
    kernel: checkChoice(action, "kernel", kernel, Object.keys(kernels) as KernelName[]),
    scale: checkBoolean(action, "scale", scale),
    thetaLog10: checkTheta(action, options.thetaLog10),
    lambdaLog10: options.lambdaLog10 === undefined
      ? undefined
      : checkNumber(action, "lambdaLog10", options.lambdaLog10, { min: -20, max: 10 }),
    thetaBounds: checkBounds(action, "thetaBounds", options.thetaBounds ?? [-3, 2]),
    lambdaBounds: checkBounds(action, "lambdaBounds", options.lambdaBounds ?? [-9, 0]),
    prior: checkBoolean(action, "prior", options.prior ?? scale),
    maxSurrogatePoints: checkNumber(action, "maxSurrogatePoints", maxSurrogatePoints, {
      min: 2,
      integer: true,
    }),
    variables,
  };
}

function checkTheta(action: string, theta: unknown): number | readonly number[] | undefined {
  if (theta === undefined) return undefined;
  const rule = { min: -20, max: 20 };
  if (!Array.isArray(theta)) return checkNumber(action, "thetaLog10", theta, rule);
  return theta.map((value, k) => checkNumber(action, `thetaLog10[${k}]`, value, rule));
}

function checkBounds(action: string, name: string, bounds: unknown): readonly [number, number] {
  if (!Array.isArray(bounds) || bounds.length !== 2) {
    throw new TypeError(
      `Cannot ${action} as '${name}' must be [lower, upper]: current value is ${show(bounds)}`,
    );
  }
  const lower = checkNumber(action, `${name}[0]`, bounds[0], { min: -20, max: 20 });
  return [lower, checkNumber(action, `${name}[1]`, bounds[1], { min: lower, max: 20 })];
}
