/** What `tune` prints and saves beside the reports. @module */
import { quantile } from "../../report/quantile.ts";
import { parallelReport } from "../../report/parallel_report.ts";
import { resultsCells, resultsHeader } from "../../report/results_cells.ts";
import { resultsTable } from "../../report/results_table.ts";
import { textTable } from "../../report/text_table.ts";
import type { SplitResult } from "./tune_split.ts";

/** The tuned hyperparameters of one split. */
export function hyperparameterTable({ record }: SplitResult): string {
  return textTable(resultsHeader, resultsCells(resultsTable(record)));
}

/** How one split went, in one sentence each: the losses, and the cores. */
export function remarksOf({ record, tuned, leastSquares }: SplitResult): string[] {
  const { numCores, speedUp, efficiency, cause } = parallelReport(record);
  const losses = `Validation mean squared error: ${tuned.toFixed(1)} tuned, ` +
    `${leastSquares.toFixed(1)} by ordinary least squares on the same split`;
  if (numCores === 1) return [losses];
  return [
    losses,
    `${numCores} cores: speed-up ${speedUp.toFixed(2)}, efficiency ${efficiency.toFixed(2)}; ` +
    `largest loss: ${cause}`,
  ];
}

/** The splits side by side, with their medians. */
export function splitsTable(results: readonly SplitResult[]): string {
  const rows = results.map(({ seed, tuned, leastSquares, record }) => [
    String(seed),
    tuned.toFixed(1),
    leastSquares.toFixed(1),
    tuned < leastSquares ? "tuned" : "least squares",
    (record.durationMs / 1000).toFixed(1),
  ]);
  const tuned = median(results.map((result) => result.tuned));
  const leastSquares = median(results.map((result) => result.leastSquares));
  const better = tuned < leastSquares ? "tuned" : "least squares";
  return textTable(["split", "tuned", "least squares", "better", "seconds"], [
    ...rows,
    ["median", tuned.toFixed(1), leastSquares.toFixed(1), better, ""],
  ]);
}

/** The splits as plain data. */
export function summaryOf(results: readonly SplitResult[]): object {
  return {
    splits: results.map(({ seed, tuned, leastSquares }) => ({ seed, tuned, leastSquares })),
    medianTuned: median(results.map((result) => result.tuned)),
    medianLeastSquares: median(results.map((result) => result.leastSquares)),
  };
}

const median = (values: readonly number[]) => quantile(values, 0.5);
