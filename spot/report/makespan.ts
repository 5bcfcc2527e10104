/**
 * List scheduling: rows go to the worker that is free first.
 *
 * @see Graham (1969), "Bounds on Multiprocessing Timing Anomalies", SIAM J. Appl. Math. 17(2):
 * in descending order of length the schedule is at most 4/3 - 1/(3p) times the best one.
 *
 * @module
 */

/** Options of {@linkcode makespan}. */
export interface MakespanOptions {
  readonly numCores: number;
  /** When the workers are ready, in milliseconds. @default {0} */
  readonly readyMs?: number;
  /** Time of the one dispatcher for each row, in milliseconds; others wait. @default {0} */
  readonly dispatchMs?: number;
}

/**
 * Computes when the last of the rows ends that are started in the given order.
 *
 * @param lengths Length of each row in milliseconds, in the order of their start.
 * @returns The end of the last row, in milliseconds; 0 without rows.
 */
export function makespan(
  lengths: readonly number[],
  { numCores, readyMs = 0, dispatchMs = 0 }: MakespanOptions,
): number {
  const free = new Float64Array(Math.min(numCores, lengths.length)).fill(readyMs);
  let dispatcherFree = 0;
  let end = 0;
  for (const length of lengths) {
    const start = Math.max(free[0], dispatcherFree);
    dispatcherFree = start + dispatchMs;
    end = Math.max(end, dispatcherFree + length);
    replaceSmallest(free, dispatcherFree + length);
  }
  return end;
}

/** The makespan of the longest-processing-time-first schedule: a bound that can be reached. */
export function longestFirstMakespan(lengths: readonly number[], numCores: number): number {
  return makespan(descending(lengths), { numCores });
}

/** Sorts a copy, largest first. */
export function descending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => b - a);
}

/** Replaces the smallest entry, at index 0, of a binary heap. */
function replaceSmallest(heap: Float64Array, value: number): void {
  let parent = 0;
  for (let child = 1; child < heap.length; child = 2 * parent + 1) {
    if (child + 1 < heap.length && heap[child + 1] < heap[child]) child++;
    if (heap[child] >= value) break;
    heap[parent] = heap[child];
    parent = child;
  }
  heap[parent] = value;
}
