/**
 * What every layer computes on: two flat arrays and the size of the current batch.
 *
 * In the kernels' loops `| 0` says that a sum of indices stays within 32 bits, which spares a check for
 * each number read or written, up to a seventh of the time of a small network.
 *
 * @module
 */

import { type Exports, routinesAt } from "../core/wasm/linear_memory.ts";
import type { layerRoutineNames } from "./_routines_module.ts";

/** The routines of the layers. */
type LayerRoutines = Exports<typeof layerRoutineNames[number]>;

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

  /** What the layers have beside their plain loops, if both arrays are where these can compute. */
  routines: LayerRoutines | undefined;
  /** Where both arrays are then. */
  readonly valuesPlace: number;
  workPlace: number;

  constructor(values: Float64Array, parameterCount: number, { data, stride }: WorkArray) {
    this.values = values;
    this.parameterCount = parameterCount;
    this.work = data;
    this.stride = stride;
    this.routines = routinesAt(values, data);
    this.valuesPlace = values.byteOffset;
    this.workPlace = data.byteOffset;
  }

  /** Takes another array for `work`. */
  changeWork({ data, stride }: WorkArray): void {
    this.work = data;
    this.stride = stride;
    this.routines = routinesAt(this.values, data);
    this.workPlace = data.byteOffset;
  }
}

interface WorkArray {
  readonly data: Float64Array;
  readonly stride: number;
}
