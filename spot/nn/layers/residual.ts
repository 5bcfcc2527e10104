/**
 * The sum at the end of a residual block.
 *
 * @module
 */
import type { Arena } from "../arena.ts";
import type { BatchNormLayout } from "../layout.ts";
import type { BatchNormWork } from "../workspace.ts";

/** y = y + x. */
export function addIdentity(
  { work, stride, n, routines, valuesPlace, workPlace }: Arena,
  width: number,
  x: number,
  y: number,
): void {
  if (routines) {
    routines.addIdentity(valuesPlace, workPlace, stride, n, width, x, y);
    return;
  }
  for (let f = 0; f < width; f++) {
    const row = f * stride;
    for (let s = 0; s < n; s++) work[(y + row + s) | 0] += work[(x + row + s) | 0];
  }
}

/** y = y + BatchNorm(z), whose statistics are known. */
export function addShortcut(
  { values, work, stride, n, routines, valuesPlace, workPlace }: Arena,
  { width, weight, bias }: BatchNormLayout,
  { z, mean, inverse }: BatchNormWork,
  y: number,
): void {
  if (routines) {
    routines.addShortcut(
      valuesPlace,
      workPlace,
      stride,
      n,
      width,
      z,
      mean,
      inverse,
      weight,
      bias,
      y,
    );
    return;
  }
  for (let f = 0; f < width; f++) {
    const row = f * stride;
    const average = work[mean + f];
    const factor = work[inverse + f] * values[weight + f];
    const beta = values[bias + f];
    for (let s = 0; s < n; s++) {
      work[(y + row + s) | 0] += (work[(z + row + s) | 0] - average) * factor + beta;
    }
  }
}
