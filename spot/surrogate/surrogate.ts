/**
 * The interface of surrogates: models of the objective that predict it where it was not evaluated.
 *
 * Notation: n points, k variables; X the points (n x k, search units), y the responses (n).
 *
 * @module
 */
import type { Random } from "../core/random/stream.ts";
import type { SearchSpace } from "../core/space/search_space.ts";

/** Predictions at m points, in y's units. */
export interface Prediction {
  /** The predicted means, m numbers. */
  readonly mean: Float64Array;
  /** Their standard deviations, m numbers of at least 0. */
  readonly sd: Float64Array;
}

/**
 * Predicts at one point after another without allocating: every call overwrites the fields.
 */
export interface PointPredictor {
  /** The predicted mean at the last point, in y's units. */
  readonly mean: number;
  /** Its standard deviation. */
  readonly sd: number;
  /** Derivatives of the mean by x, k numbers; 0 for factors. */
  readonly meanGradient: Float64Array;
  /** Derivatives of the standard deviation by x, k numbers; 0 for factors. */
  readonly sdGradient: Float64Array;
  /** Sets mean and sd. */
  evaluate(x: ArrayLike<number>): void;
  /** Sets mean, sd and both gradients. */
  evaluateWithGradient(x: ArrayLike<number>): void;
}

/** A surrogate that has seen data. */
export interface FittedSurrogate {
  /** Predicts at points X, m x k, in search units. */
  predict(X: readonly (readonly number[])[]): Prediction;
  /** A fast path for many single points with gradients, where the surrogate has one. */
  predictor?(): PointPredictor;
}

/** What a fit may know beside X and y. */
export interface SurrogateFitOptions {
  /** The variables of X's columns: bounds and types. */
  readonly variables?: SearchSpace;
  /**
   * Variances of the responses, n numbers of at least 0, if these are noisy. A run gives a surrogate of
   * the user's own those of the means of replicates, and none while there are no replicates. Kriging takes
   * them relative to each other, all the same saying no more than that there is noise, and its nugget for
   * their size; interpolation takes no notice.
   */
  readonly variances?: readonly number[];
  /** The stream to draw from, for surrogates that need one. */
  readonly random?: Random;
}

/** A surrogate model, to be fitted. */
export interface Surrogate {
  /**
   * Fits the model: a pure function of its arguments, so that a run can be repeated.
   *
   * @param X The points, n x k.
   * @param y The responses, n finite numbers, to be minimised.
   */
  fit(
    X: readonly (readonly number[])[],
    y: readonly number[],
    options?: SurrogateFitOptions,
  ): FittedSurrogate;
}
