/**
 * Several objectives as one, by weights that change from proposal to proposal: for more objectives than
 * the expected hypervolume improvement is computed for.
 *
 * @see J. Knowles (2006), "ParEGO: a hybrid algorithm with on-line landscape approximation for expensive
 * multiobjective optimization problems", IEEE Transactions on Evolutionary Computation 10(1).
 *
 * @module
 */
import { log } from "../core/exact/log.ts";
import type { Random } from "../core/random/stream.ts";
import { isUsable, nonDominatedRows } from "./dominance.ts";

/** The weight of the sum beside the maximum: it tells points apart that share their worst objective. */
const RHO = 0.05;

/**
 * Scales responses so that in each objective the Pareto front reaches from 0 to 1: no weight then depends
 * on a unit. An objective in which the front has no range is scaled by the range of all rows.
 *
 * @param Y The response matrix, n x m, to be minimised; failed rows stay unusable.
 * @param among The rows whose front it is, such as the feasible ones. @default {all}
 * @returns The scaled rows, n x m.
 */
export function scaledByFront(
  Y: readonly (readonly number[])[],
  among: readonly number[] = [...Y.keys()],
): number[][] {
  const rows = among.map((row) => Y[row]);
  const front = nonDominatedRows(rows).map((row) => rows[row]);
  if (front.length === 0) return Y.map((row) => [...row]);
  const usable = Y.filter(isUsable);
  const scales = front[0].map((_, j) => {
    const [least, most] = ends(front, j);
    return { least, width: most - least || ends(usable, j)[1] - least || 1 };
  });
  return Y.map((row) => row.map((value, j) => (value - scales[j].least) / scales[j].width));
}

function ends(rows: readonly (readonly number[])[], j: number): [number, number] {
  const column = rows.map((row) => row[j]);
  return [
    column.reduce((least, value) => Math.min(least, value), Infinity),
    column.reduce((most, value) => Math.max(most, value), -Infinity),
  ];
}

/** Draws m weights of sum 1, uniformly: exponentially distributed numbers, divided by their sum. */
export function drawWeights(m: number, random: Random): number[] {
  const parts = Array.from({ length: m }, () => -log(1 - random()));
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
}

/**
 * The augmented Chebyshev function, max_j w_j y_j + 0.05 sum_j w_j y_j, to be minimised: each point of the
 * front, also where it is not convex, has the smallest value for some weights.
 *
 * @param responses The scaled responses of one row, m numbers.
 * @param weights m numbers of at least 0.
 *
 * @example
 * ```ts
 * augmentedChebyshev([0.5, 0.2], [0.4, 0.6]); // 0.2 + 0.05 (0.2 + 0.12) = 0.216
 * ```
 */
export function augmentedChebyshev(
  responses: readonly number[],
  weights: readonly number[],
): number {
  const weighted = responses.map((value, j) => weights[j] * value);
  return Math.max(...weighted) + RHO * weighted.reduce((sum, value) => sum + value, 0);
}
