/**
 * The sum at the end of a residual block, and products element by element.
 *
 * @module
 */
import type { Arena } from "../arena.ts";
import type { BatchNormLayout } from "../layout.ts";
import type { BatchNormWork } from "./batch_norm.ts";

/** y = y + x. */
export function addIdentity(
  { work, stride, n }: Arena,
  width: number,
  x: number,
  y: number,
): void {
  for (let f = 0; f < width; f++) {
    const row = f * stride;
    for (let s = 0; s < n; s++) work[y + row + s] += work[x + row + s];
  }
}

/** y = y + BatchNorm(z), whose statistics are known. */
export function addShortcut(
  { values, work, stride, n }: Arena,
  { width, weight, bias }: BatchNormLayout,
  { z, mean, inverse }: BatchNormWork,
  y: number,
): void {
  for (let f = 0; f < width; f++) {
    const row = f * stride;
    const average = work[mean + f];
    const factor = work[inverse + f] * values[weight + f];
    const beta = values[bias + f];
    for (let s = 0; s < n; s++) {
      work[y + row + s] += (work[z + row + s] - average) * factor + beta;
    }
  }
}

/** to = from * by, element by element; a copy if `by` is null. */
export function multiplyInto(
  { work, stride, n }: Arena,
  width: number,
  { from, by, to }: { readonly from: number; readonly by: number | null; readonly to: number },
): void {
  for (let f = 0; f < width; f++) {
    const row = f * stride;
    for (let s = 0; s < n; s++) {
      work[to + row + s] = by === null
        ? work[from + row + s]
        : work[from + row + s] * work[by + row + s];
    }
  }
}
