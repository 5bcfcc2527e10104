/** A Kriging model that has seen data. @module */
import type { FineStructure } from "./_composite_kernel.ts";
import { createPointPredictor, type KrigingState } from "./_point_predictor.ts";
import { checkLogColumns } from "./_scaling.ts";
import { checkArray, checkMatrix } from "../../data/check_matrix.ts";
import { checkNumber, checkOptionNames, show } from "../core/options/options.ts";
import type { FittedSurrogate, PointPredictor, Prediction } from "./surrogate.ts";

/** Hyperparameters, base 10. */
export interface KrigingParameters {
  /** One weight per variable, or one for all. */
  readonly thetaLog10: number | ArrayLike<number>;
  /** The nugget; unless given, the fitted one. */
  readonly lambdaLog10?: number;
}

/** What a fit is made of. */
export interface KrigingFit {
  readonly state: KrigingState;
  readonly thetaLog10: Float64Array;
  readonly lambdaLog10: number;
  readonly jitter: number;
  /** r'Psi^-1 r / n, in the model's units. */
  readonly sigma2: number;
  readonly negativeLogLikelihood: number;
  readonly fineStructure?: FineStructure;
  readonly likelihoodAt: (parameters: KrigingParameters) => number;
  readonly refit: (
    X: readonly (readonly number[])[],
    y: readonly number[],
    variances?: readonly number[],
  ) => KrigingFit;
  readonly points: readonly number[];
}

/** A fitted Kriging model: predictions and the likelihood. Made by `Kriging`'s `fit`. */
export class FittedKriging implements FittedSurrogate {
  /** The weights, base 10, k numbers. */
  readonly thetaLog10: Float64Array;
  /** The nugget, base 10. */
  readonly lambdaLog10: number;
  /** What was added to the diagonal beside the nugget; above 0 if Psi was ill-conditioned. */
  readonly jitter: number;
  /** n/2 ln sigma^2 + 1/2 ln |Psi|, constants left out. */
  readonly negativeLogLikelihood: number;
  /** The estimated mean of the process, in y's units. */
  readonly mu: number;
  /** The estimated variance of the process, in y's units squared. */
  readonly sigma2: number;
  /** The standard deviation of the noise that the nugget stands for, in y's units; 0 if reinterpolated. */
  readonly noiseSd: number;
  /** The numbers of the points that were modelled, ascending; all, unless there were too many. */
  readonly points: readonly number[];
  /** What the nugget of a composite model turned into; undefined if there is nothing finer. */
  readonly fineStructure: FineStructure | undefined;
  readonly #state: KrigingState;
  readonly #likelihoodAt: KrigingFit["likelihoodAt"];
  readonly #refit: KrigingFit["refit"];
  /** That of predict(), whose calls do not overlap. */
  #predictor: PointPredictor | undefined;

  /** Not for users: made by `Kriging`'s `fit`. */
  constructor(fit: KrigingFit) {
    const { state } = fit;
    this.thetaLog10 = fit.thetaLog10;
    this.lambdaLog10 = fit.lambdaLog10;
    this.jitter = fit.jitter;
    this.negativeLogLikelihood = fit.negativeLogLikelihood;
    this.mu = state.centre + state.spread * state.mu;
    this.sigma2 = state.spread * state.spread * fit.sigma2;
    this.noiseSd = state.spread * Math.sqrt(state.s2 * (state.c - 1));
    this.points = fit.points;
    this.#state = state;
    this.fineStructure = fit.fineStructure;
    this.#likelihoodAt = fit.likelihoodAt;
    this.#refit = fit.refit;
  }

  /**
   * The likelihood at other hyperparameters, of the same data.
   *
   * @returns n/2 ln sigma^2 + 1/2 ln |Psi|, to be minimised; Infinity if Psi is singular.
   * @throws {TypeError} If a parameter is missing, unknown or not a number.
   * @throws {RangeError} If there is not one weight per variable, or one for all.
   */
  negativeLogLikelihoodAt(parameters: KrigingParameters): number {
    checkParameters(parameters, this.#state.k);
    return this.#likelihoodAt(parameters);
  }

  /**
   * Predicts the mean and the standard deviation, in y's units.
   *
   * @param X The points, m x k, in search units.
   * @throws {TypeError} If X is not a matrix of numbers.
   * @throws {RangeError} If a row has another length than the points of the fit, or a number on a
   * log scale is not above 0.
   */
  predict(X: readonly (readonly number[])[]): Prediction {
    const { length } = checkArray("predict", "X", X, "of rows");
    if (length > 0) checkMatrix("predict", "X", X, this.#state.k);
    checkLogColumns("predict", X, this.#state.scaling.scales);
    const predictor = this.#predictor ??= this.predictor();
    const mean = new Float64Array(X.length);
    const sd = new Float64Array(X.length);
    X.forEach((x, i) => {
      predictor.evaluate(x);
      mean[i] = predictor.mean;
      sd[i] = predictor.sd;
    });
    return { mean, sd };
  }

  /**
   * Fits the model to other points of the same space, its hyperparameters kept. Nothing is checked.
   *
   * @param X The points, n x k.
   * @param y The responses, n numbers.
   * @param variances Variances of the responses, if there are any.
   */
  refit(
    X: readonly (readonly number[])[],
    y: readonly number[],
    variances?: readonly number[],
  ): FittedKriging {
    return new FittedKriging(this.#refit(X, y, variances));
  }

  /** A predictor of single points with gradients, in memory of its own; points are not checked. */
  predictor(): PointPredictor {
    return createPointPredictor(this.#state);
  }
}

function checkParameters(parameters: KrigingParameters, k: number): void {
  const action = "compute the likelihood";
  checkOptionNames(action, parameters, ["thetaLog10", "lambdaLog10"]);
  const { thetaLog10, lambdaLog10 } = parameters;
  if (lambdaLog10 !== undefined) checkNumber(action, "lambdaLog10", lambdaLog10);
  if (typeof thetaLog10 !== "object" || thetaLog10 === null) {
    checkNumber(action, "thetaLog10", thetaLog10);
    return;
  }
  if (thetaLog10.length !== k) {
    throw new RangeError(
      `Cannot ${action} as 'thetaLog10' must have one entry per variable (${k}): current value is ${
        show(thetaLog10)
      }`,
    );
  }
  Array.from(thetaLog10).forEach((value, j) => checkNumber(action, `thetaLog10[${j}]`, value));
}
