/**
 * Batches: cut from the rows, written into a network, its output and the loss read.
 *
 * @module
 */
import type { Network } from "./network.ts";

/** A slice of consecutive rows. */
export interface Batch {
  readonly start: number;
  readonly size: number;
}

/**
 * Cuts n rows into batches. A last batch of one row joins the one before it, since BatchNorm needs two.
 *
 * @returns The batches in order; the last may be smaller or, by one row, larger.
 */
export function cutBatches(n: number, batchSize: number): Batch[] {
  const batches: Batch[] = [];
  for (let start = 0; start < n;) {
    const left = n - start;
    const size = left === batchSize + 1 ? left : Math.min(batchSize, left);
    batches.push({ start, size });
    start += size;
  }
  return batches;
}

/** Begins a batch with the given rows. */
export function writeInput(network: Network, X: readonly ArrayLike<number>[]): void {
  const { input, stride } = network.begin(X.length);
  const { work } = network.arena;
  for (let s = 0; s < X.length; s++) {
    const row = X[s];
    for (let f = 0; f < row.length; f++) work[input + f * stride + s] = row[f];
  }
}

/** Writes the output of the batch, n x lOut, row by row, into `outputs` from number `first`. */
export function readOutput(
  { arena: { n, work }, layout: { lOut }, workspace }: Network,
  outputs: Float64Array,
  first = 0,
): void {
  const { output, stride } = workspace;
  for (let s = 0; s < n; s++) {
    for (let o = 0; o < lOut; o++) outputs[first + s * lOut + o] = work[output + o * stride + s];
  }
}

/**
 * The mean squared error of the batch's output; sets the output's gradient, 2 (output - y) / (n lOut).
 *
 * @param targets Holds n x lOut numbers from `first`, row by row.
 */
export function setLossGradient(
  { arena: { n, work }, layout: { lOut }, workspace }: Network,
  targets: Float64Array,
  first = 0,
): number {
  const { output, outputGradient, stride } = workspace;
  const count = n * lOut;
  let sum = 0;
  for (let s = 0; s < n; s++) {
    for (let o = 0; o < lOut; o++) {
      const error = work[output + o * stride + s] - targets[first + s * lOut + o];
      sum += error * error;
      work[outputGradient + o * stride + s] = 2 * error / count;
    }
  }
  return sum / count;
}
