/**
 * Which points to model if there are more than the model can hold.
 *
 * @module
 */

/** What {@linkcode chooseSubset} chooses from. */
export interface SubsetOptions {
  /** Points in comparable units, n x k, flat, from the oldest to the newest. */
  readonly U: Float64Array;
  readonly k: number;
  /** Responses, n numbers. */
  readonly y: ArrayLike<number>;
  /** How many points to choose. */
  readonly count: number;
}

/**
 * Chooses the better half of the subset by response, a quarter as the newest points, so that what was
 * just learnt counts, and the rest to fill the space: each point the farthest from those chosen before
 * (Gonzalez's rule). Ties go to the earlier point.
 *
 * @returns The numbers of the chosen points, ascending; all if there are no more than `count`.
 */
export function chooseSubset({ U, k, y, count }: SubsetOptions): number[] {
  const n = y.length;
  const byResponse = Array.from({ length: n }, (_, i) => i).sort((a, b) => y[a] - y[b] || a - b);
  if (n <= count) return byResponse.sort((a, b) => a - b);
  const newest = Array.from({ length: count >> 2 }, (_, i) => n - 1 - i);
  const chosen = [...new Set([...byResponse.slice(0, (count + 1) >> 1), ...newest])];
  const distance = new Float64Array(n).fill(Infinity);
  const visit = (point: number) => {
    for (let i = 0; i < n; i++) {
      distance[i] = Math.min(distance[i], squaredDistance(U, k, i, point));
    }
    distance[point] = -1;
  };
  chosen.forEach(visit);
  while (chosen.length < count) {
    const next = indexOfLargest(distance);
    chosen.push(next);
    visit(next);
  }
  return chosen.sort((a, b) => a - b);
}

function squaredDistance(U: Float64Array, k: number, i: number, j: number): number {
  let sum = 0;
  for (let column = 0; column < k; column++) {
    const difference = U[i * k + column] - U[j * k + column];
    sum += difference * difference;
  }
  return sum;
}

function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
