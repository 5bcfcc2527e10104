/** What `tune` prints and saves beside the reports. @module */
import { quantile } from "../../core/exact/quantile.ts";
import { parallelReport } from "../../report/parallel_report.ts";
import { resultsCells, resultsHeader } from "../../report/results_cells.ts";
import { numberTexts } from "../../core/exact/number_text.ts";
import { resultsTable } from "../../report/results_table.ts";
import { textTable } from "../../report/text_table.ts";
import type { RunRecord } from "../../record.ts";
import type { SplitResult } from "./tune_split.ts";

/** The fewest significant digits of a loss. */
const DIGITS = 5;

/** The tuned hyperparameters of one split. */
export function hyperparameterTable({ record }: SplitResult): string {
  return textTable(resultsHeader, resultsCells(resultsTable(record)));
}

/** How one split went, in one sentence each: the losses, and the cores. */
export function remarksOf({ record, tuned, leastSquares }: SplitResult): string[] {
  const [tunedText, leastSquaresText] = numberTexts([tuned, leastSquares], DIGITS);
  const losses = `Validation mean squared error: ${tunedText} tuned, ` +
    `${leastSquaresText} by ordinary least squares on the same split`;
  return [losses, ...coresRemarks(record)];
}

/** What the cores were worth, if there were several. */
export function coresRemarks(record: RunRecord): string[] {
  const { numCores, speedUp, efficiency, cause } = parallelReport(record);
  if (numCores === 1) return [];
  return [
    `${numCores} cores: speed-up ${speedUp.toFixed(2)}, efficiency ${efficiency.toFixed(2)}; ` +
    `largest loss: ${cause}`,
  ];
}

/** The splits side by side, with their medians. */
export function splitsTable(results: readonly SplitResult[]): string {
  const medians = {
    tuned: median(results.map(({ tuned }) => tuned)),
    leastSquares: median(results.map(({ leastSquares }) => leastSquares)),
  };
  const losses = [...results, medians];
  // One set of digits for both columns: they are compared with each other.
  const texts = numberTexts(
    losses.flatMap(({ tuned, leastSquares }) => [tuned, leastSquares]),
    DIGITS,
  );
  const rows = losses.map(({ tuned, leastSquares }, i) => [
    i < results.length ? String(results[i].seed) : "median",
    texts[2 * i],
    texts[2 * i + 1],
    tuned < leastSquares ? "tuned" : "least squares",
    i < results.length ? (results[i].record.durationMs / 1000).toFixed(1) : "",
  ]);
  return textTable(["split", "tuned", "least squares", "better", "seconds"], rows);
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
