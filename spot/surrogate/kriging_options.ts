/** Options of Kriging, checked. @module */
import {
  anything,
  boolean,
  choice,
  either,
  Fault,
  integer,
  type Kind,
  listOf,
  number,
  type OptionTable,
  type Resolved,
  resolveOptions,
} from "../core/options/options.ts";
import type { SearchSpace } from "../core/space/search_space.ts";
import { type KernelName, kernels } from "./kernels.ts";

/**
 * How the nugget is treated. `interpolation`: fixed at 1.5e-8; `regression`: searched with theta, for
 * noise; `reinterpolation`: as regression, with the standard deviation of the noise-free process;
 * `composite`: as regression, but a nugget that was searched is taken for structure finer than the
 * lengths, and gets shorter lengths of its own where the data tell them, so that the model interpolates
 * (Ba, Joseph 2012); with variances, a part of it stays noise.
 */
export type KrigingMethod = "interpolation" | "regression" | "reinterpolation" | "composite";

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

const exponent = number({ min: -20, max: 20 });

/** Two exponents in order. */
const interval: Kind<readonly [number, number]> = {
  rule: "[lower, upper]",
  check: (value) => {
    if (!Array.isArray(value) || value.length !== 2) {
      return new Fault("[lower, upper]", value, { isType: true });
    }
    const lower = exponent.check(value[0]);
    if (lower instanceof Fault) return lower.within("[0]");
    const upper = number({ min: lower, max: 20 }).check(value[1]);
    return upper instanceof Fault ? upper.within("[1]") : [lower, upper];
  },
};

/** Kriging's options. */
export const krigingTable = {
  method: {
    kind: choice<KrigingMethod>(["interpolation", "regression", "reinterpolation", "composite"]),
    default: "interpolation",
  },
  kernel: { kind: choice(Object.keys(kernels) as KernelName[]), default: "gauss" },
  scale: { kind: boolean, default: true },
  thetaLog10: { kind: either(exponent, listOf(exponent)) },
  lambdaLog10: { kind: number({ min: -20, max: 10 }) },
  thetaBounds: { kind: interval, default: [-3, 2] },
  lambdaBounds: { kind: interval, default: [-9, 0] },
  prior: { kind: boolean },
  maxSurrogatePoints: { kind: integer(2), default: 300 },
  variables: { kind: anything() },
} satisfies OptionTable<KrigingOptions>;

/**
 * Checks options and fills in the defaults.
 *
 * @throws {TypeError} If an option is unknown or of another type.
 * @throws {RangeError} If a value is out of its range.
 */
export function resolveKrigingOptions(options: KrigingOptions): ResolvedKrigingOptions {
  return withPrior(resolveOptions("make a Kriging surrogate", krigingTable, options));
}

/** Fills in the default that is another option's value. */
export function withPrior(
  options: Omit<Resolved<typeof krigingTable>, "variables">,
): ResolvedKrigingOptions {
  return { ...options, prior: options.prior ?? options.scale };
}
