/**
 * What every layer computes on: two flat arrays and the size of the current batch.
 *
 * In the kernels' loops `| 0` says that a sum of indices stays within 32 bits, which spares a check for
 * each number read or written, up to a seventh of the time of a small network.
 *
 * @module
 */

/**
 * The memory of a network and its current batch. A class, like all that the kernels read their numbers
 * from: when an object literal is evaluated a second time, V8 may store its fields in another way, and
 * discards the code that it compiled for the first network.
 */
export class Arena {
  /** Parameters, then as many gradients, then running statistics. */
  readonly values: Float64Array;
  /** A parameter's offset plus this is its gradient's. */
  readonly parameterCount: number;
  /** Activations and what the backward pass needs of them. */
  work: Float64Array;
  /** Distance in `work` between two features of the same row. */
  stride: number;
  /** Rows in the current batch. */
  n = 0;

  constructor(
    { parameterCount, runningCount }: {
      readonly parameterCount: number;
      readonly runningCount: number;
    },
    { data, stride }: { readonly data: Float64Array; readonly stride: number },
  ) {
    this.values = new Float64Array(2 * parameterCount + runningCount);
    this.parameterCount = parameterCount;
    this.work = data;
    this.stride = stride;
  }
}
