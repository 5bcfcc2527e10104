/**
 * The bias of a linear map, Z = Z + b, where no BatchNorm follows.
 *
 * @module
 */
import type { Arena } from "../arena.ts";
import type { LinearLayout } from "../layout.ts";

/** Adds b to every row of Z. */
export function addBias(
  { values, work, stride, n }: Arena,
  { outputs, bias }: LinearLayout,
  z: number,
): void {
  for (let o = 0; o < outputs; o++) {
    const shift = values[bias + o];
    const start = z + o * stride;
    for (let s = start; s < start + n; s++) work[s] += shift;
  }
}

/** db, the sum of dZ over rows. */
export function biasGradient(
  { values, work, stride, n, parameterCount }: Arena,
  { outputs, bias }: LinearLayout,
  dz: number,
): void {
  for (let o = 0; o < outputs; o++) {
    const start = dz + o * stride;
    let sum = 0;
    for (let s = start; s < start + n; s++) sum += work[s];
    values[parameterCount + bias + o] = sum;
  }
}
