/** The chapter's table: every setting against the sequential run. @module */
import { meaningOf, roundEfficiency } from "../../report/efficiency_meaning.ts";
import { type ParallelReport, parallelReport } from "../../report/parallel_report.ts";
import { quantile } from "../../core/exact/quantile.ts";
import type { Measurement, TimedRun } from "./measure.ts";

/** One row of the table. */
export interface Comparison {
  readonly method: string;
  readonly numCores: number;
  readonly timeS: number;
  readonly speedup: number;
  readonly efficiency: number;
  /** What the efficiency means. */
  readonly meaning: string;
  /** The largest loss of core time, in words; empty at an efficiency of 0.9 or more. */
  readonly cause: string;
  readonly hash: string;
  /** Where the median run's time went, against the median sequential run. */
  readonly report: ParallelReport;
  /** Whether X and y of every repetition equal the sequential run's, bit for bit. */
  readonly identical: boolean;
}

const EXPLAINED_BELOW = 0.9;
/** Compares every setting with the first, which is the sequential one. */
export function compare(measurements: readonly Measurement[]): Comparison[] {
  const [sequential] = measurements;
  const sequentialMs = median(sequential.runs);
  const baseline = medianRun(sequential.runs);
  return measurements.map(({ method, numCores, runs }) => {
    const speedup = sequentialMs / median(runs);
    const efficiency = speedup / numCores;
    const hashes = new Set([baseline.hash, ...runs.map(({ hash }) => hash)]);
    const report = parallelReport(medianRun(runs).record, { sequential: baseline.record });
    return {
      method,
      numCores,
      timeS: median(runs) / 1000,
      speedup,
      efficiency,
      meaning: runs === sequential.runs ? "baseline" : meaningOf(efficiency),
      cause: roundEfficiency(efficiency) < EXPLAINED_BELOW ? report.cause : "",
      report,
      hash: runs.find(({ hash }) => hash !== baseline.hash)?.hash ?? baseline.hash,
      identical: hashes.size === 1,
    };
  });
}

/** The median time in milliseconds. */
function median(runs: readonly TimedRun[]): number {
  return quantile(runs.map(({ durationMs }) => durationMs), 0.5);
}

/** The run whose time is the median, or the faster one of the two in the middle. */
function medianRun(runs: readonly TimedRun[]): TimedRun {
  return [...runs].sort((a, b) => a.durationMs - b.durationMs)[(runs.length - 1) >> 1];
}
