/**
 * What every layer computes on: two flat arrays and the size of the current batch.
 *
 * @module
 */

/** The memory of a network and its current batch. */
export interface Arena {
  /** Parameters, then as many gradients, then running statistics. */
  readonly values: Float64Array;
  /** A parameter's offset plus this is its gradient's. */
  readonly parameterCount: number;
  /** Activations and what the backward pass needs of them. */
  work: Float64Array;
  /** Distance in `work` between two features of the same row. */
  stride: number;
  /** Rows in the current batch. */
  n: number;
}
