/** Runs on the same orders of rows, as a table: the best responses, and how far they are from rivals'. @module */
import { meanWithError } from "../mean_with_error.ts";

/** For each order the best response, the steps and the rows begun. */
export type ReplayedOrders = readonly (readonly number[])[];

/** A row of the table for each run; `rivals` are those of them that all are compared with. */
export function againstRivals(
  runs: Readonly<Record<string, ReplayedOrders>>,
  rivals: readonly string[],
): Record<string, string | number>[] {
  return Object.entries(runs).map(([name, run]) => {
    const best = run.map(([best]) => best);
    const differences = rivals.filter((rival) => rival !== name && rival in runs).map((rival) => [
      `% to ${rival}`,
      difference(best, runs[rival].map(([best]) => best)),
    ]);
    return {
      name,
      best: median(best).toFixed(0),
      mean: meanWithError(best).mean.toFixed(0),
      steps: median(run.map(([, spent]) => spent)),
      rows: median(run.map(([, , started]) => started)),
      ...Object.fromEntries(differences),
    };
  });
}

/** 100 ln(a / b), the mean over the orders with its standard error: the same rows are in both. */
function difference(a: readonly number[], b: readonly number[]): string {
  const { mean, error } = meanWithError(a.map((value, i) => 100 * Math.log(value / b[i])));
  return `${mean.toFixed(2)} (s.e. ${error.toFixed(2)})`;
}

/** NaN is left out. */
export function median(values: readonly number[]): number {
  const ascending = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const n = ascending.length;
  return (ascending[(n - 1) >> 1] + ascending[n >> 1]) / 2;
}
