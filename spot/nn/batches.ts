/** Slices of the training rows. @module */

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
