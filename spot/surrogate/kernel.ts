/**
 * What a correlation function is.
 *
 * Notation: d_pk the difference of a pair of points p in coordinate k (0 or 1 for equal and
 * different levels of a factor), theta_k the weight, s_pk = theta_k d_pk^2 and s_p their sum over k;
 * psi_p the correlation. Differences are flat, pair by pair.
 *
 * @module
 */

/** Pairs of points with the weights of their differences. */
export interface WeightedPairs {
  readonly k: number;
  /** How many of the pairs count, from the first. */
  readonly count: number;
  /** count x k. */
  readonly differences: Float64Array;
  /** theta, k numbers. */
  readonly theta: Float64Array;
  /** The roots of theta. */
  readonly rootTheta: Float64Array;
  /** What a kernel may write to: as much as it asks for. */
  readonly scratch?: Float64Array;
}

/** A correlation function with its derivatives. */
export interface Kernel {
  /** How many numbers of scratch it needs; none if left out. What correlate() leaves there stays. */
  scratchLength?(k: number, count: number): number;
  /**
   * Computes psi_p.
   *
   * @param psi Receives the correlations.
   * @param slope Receives what {@linkcode accumulate} needs.
   */
  correlate(pairs: WeightedPairs, psi: Float64Array, slope: Float64Array): void;
  /**
   * Adds `sum_p weight_p dpsi_p / ds_pk d_pk^moment` to out_k, after {@linkcode correlate}.
   *
   * @param moment 2 for derivatives by theta, 1 for those by a coordinate.
   */
  accumulate(
    pairs: WeightedPairs,
    slope: Float64Array,
    weight: Float64Array,
    moment: 1 | 2,
    out: Float64Array,
  ): void;
}
