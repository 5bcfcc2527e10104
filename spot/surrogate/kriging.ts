/**
 * Ordinary Kriging: a Gaussian process with an unknown constant mean and a nugget.
 *
 * Notation: n points, k variables; theta the weights, lambda the nugget; Psi = R + lambda I.
 *
 * @see A. Forrester, A. Sobester, A. Keane (2008), "Engineering Design via Surrogate Modelling", Wiley.
 * @see D. R. Jones, M. Schonlau, W. J. Welch (1998), "Efficient global optimization of expensive
 * black-box functions", Journal of Global Optimization 13.
 *
 * @module
 */
import { checkArray, checkMatrix, checkNumbers } from "../../data/check_matrix.ts";
import { checkNumber, checkOptionNames } from "../core/options/options.ts";
import { checkLogColumns } from "./_scaling.ts";
import { fitKriging } from "./_kriging_fit.ts";
import { FittedKriging } from "./fitted_kriging.ts";
import {
  type KrigingOptions,
  type ResolvedKrigingOptions,
  resolveKrigingOptions,
} from "./kriging_options.ts";
import { checkConditions } from "../core/space/conditions.ts";
import type { SearchSpace } from "../core/space/search_space.ts";
import type { Surrogate, SurrogateFitOptions } from "./surrogate.ts";

/**
 * Ordinary Kriging with a nugget, its hyperparameters found by maximum likelihood (or, with the
 * prior, maximum posterior): `psi(x, x') = kernel(sum_k 10^theta_k d_k(x, x'))`.
 *
 * @example
 * ```ts
 * import { Kriging } from "@spot/spot/surrogate";
 *
 * const X = [[0], [0.3], [0.6], [1]];
 * const model = new Kriging({ kernel: "matern52" }).fit(X, X.map(([x]) => (x - 0.4) * (x - 0.4)));
 * const { mean, sd } = model.predict([[0.45]]);
 * console.log(mean[0], sd[0]);
 * ```
 */
export class Kriging implements Surrogate {
  readonly #options: ResolvedKrigingOptions;

  /**
   * Checks the options; nothing is computed before the fit.
   *
   * @throws {TypeError} If an option is unknown or of another type.
   * @throws {RangeError} If an option's value is out of its range.
   */
  constructor(options: KrigingOptions = {}) {
    this.#options = resolveKrigingOptions(options);
  }

  /**
   * Fits the model: a pure function of its arguments and the options.
   *
   * Hyperparameters given as options are kept, the others are searched. If Psi is not positive
   * definite (duplicates, extreme scales), the diagonal grows until it is. Of more than
   * `maxSurrogatePoints` points, half are the best, a quarter the last, and the rest fill the space.
   *
   * @param X The points, n x k, n at least 1, in search units.
   * @param y The responses, n finite numbers.
   * @throws {TypeError} If X is not a matrix of numbers.
   * @throws {RangeError} If shapes do not fit together, a number is not finite, or one on a log
   * scale is not above 0.
   */
  fit(
    X: readonly (readonly number[])[],
    y: readonly number[],
    fitOptions: SurrogateFitOptions = {},
  ): FittedKriging {
    checkOptionNames(action, fitOptions, ["variables", "variances", "random"]);
    const options = { ...this.#options };
    const variables = fitOptions.variables ?? options.variables;
    checkData(X, y, { ...fitOptions, variables }, options);
    const { variances } = fitOptions;
    return new FittedKriging(fitKriging(X, y, { ...options, variables, variances }));
  }
}

const action = "fit a Kriging surrogate";

function checkData(
  X: readonly (readonly number[])[],
  y: readonly number[],
  { variables, variances }: SurrogateFitOptions,
  { thetaLog10, scale }: ResolvedKrigingOptions,
): void {
  const k = checkMatrix(action, "X", X);
  checkCount("y", y, X.length, "row");
  checkNumbers(action, "y", y);
  if (variables) {
    checkCount("variables", variables, k, "column");
    checkConditions(action, variables);
  }
  if (variables && scale) {
    checkLogColumns(action, X, variables);
    checkLogBounds(variables);
  }
  if (typeof thetaLog10 === "object") checkCount("thetaLog10", thetaLog10, k, "column");
  if (!variances) return;
  checkCount("variances", variances, X.length, "row");
  const rule = { min: 0, max: Number.MAX_VALUE };
  for (const [i, value] of variances.entries()) checkNumber(action, `variances[${i}]`, value, rule);
}

function checkCount(name: string, values: unknown, count: number, what: "row" | "column"): void {
  const { length } = checkArray(action, name, values, `with an entry per ${what} of X`);
  if (length === count) return;
  throw new RangeError(
    `Cannot ${action} as '${name}' must have one entry per ${what} of X (${count}): ` +
      `current number is ${length}`,
  );
}

function checkLogBounds(variables: SearchSpace): void {
  for (const { name, scale, lower } of variables) {
    if (scale !== "log" || lower > 0) continue;
    throw new RangeError(
      `Cannot ${action} as the lower bound of '${name}' must be above 0 on a log scale: current value is ${lower}`,
    );
  }
}
