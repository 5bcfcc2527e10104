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
import { checkOptionNames } from "../core/options/options.ts";
import { checkArray, checkColumn, checkPoints } from "./_check_data.ts";
import { fitKriging } from "./_kriging_fit.ts";
import { FittedKriging } from "./fitted_kriging.ts";
import {
  type KrigingOptions,
  type ResolvedKrigingOptions,
  resolveKrigingOptions,
} from "./kriging_options.ts";
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
   * @throws {TypeError} If X is no matrix of numbers.
   * @throws {RangeError} If shapes do not fit together or a number is not finite.
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
    const variances = options.method === "interpolation" ? undefined : fitOptions.variances;
    return new FittedKriging(fitKriging(X, y, { ...options, variables, variances }));
  }
}

const action = "fit a Kriging surrogate";

function checkData(
  X: readonly (readonly number[])[],
  y: readonly number[],
  { variables, variances }: SurrogateFitOptions,
  { thetaLog10 }: ResolvedKrigingOptions,
): void {
  checkArray(action, "X", X);
  const k = X[0]?.length ?? 0;
  if (X.length === 0 || (Array.isArray(X[0]) && k === 0)) {
    throw new RangeError(`Cannot ${action} as X must have rows and columns: it has none`);
  }
  checkPoints(action, X, k);
  checkColumn(action, "y", y, { n: X.length });
  if (variances) checkColumn(action, "variances", variances, { n: X.length, min: 0 });
  if (variables && variables.length !== k) {
    throw new RangeError(
      `Cannot ${action} as 'variables' must describe the ${k} columns of X: current number is ${variables.length}`,
    );
  }
  if (typeof thetaLog10 === "object" && thetaLog10.length !== k) {
    throw new RangeError(
      `Cannot ${action} as 'thetaLog10' must have one entry per column of X (${k}): current number is ${thetaLog10.length}`,
    );
  }
}
