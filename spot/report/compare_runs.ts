/** The same run by several methods and on several numbers of cores: what the cores gain. @module */
import { checkOptionNames } from "../core/options/options.ts";
import type { RunRecord } from "../record.ts";
import { type ShownTable, withTableLook } from "./display/table_look.ts";
import { meaningOf } from "./efficiency_meaning.ts";
import type { ScalingRun, ScalingRuns } from "./figures/scaling_figure.ts";
import { parallelReport } from "./parallel_report.ts";
import { traceHash } from "./trace_hash.ts";

/** A run beside the sequential one. */
export interface ComparedRun extends ScalingRun {
  /** Time of the sequential run over its own. */
  readonly speedUp: number;
  /** What the efficiency means: `excellent`, `good` and so on. */
  readonly meaning: string;
  /** Its largest loss, as `parallelReport` names it. */
  readonly cause: string;
  /** Whether X and y equal the sequential run's, bit for bit. */
  readonly sameBits: boolean;
  /** A short name for the bits of X and y: `traceHash`. */
  readonly trace: string;
}

/** Runs beside a sequential one; `scalingFigure` draws them. */
export interface RunComparison extends ScalingRuns {
  /** The sequential run's trace. */
  readonly trace: string;
  /** In the order given. */
  readonly runs: readonly ComparedRun[];
}

/** Options of {@linkcode compareRuns}. */
export interface CompareRunsOptions {
  /** The same run on one core: what the others are measured against. */
  readonly sequential: RunRecord;
}

/**
 * Compares runs with the sequential one: time, speed-up `t_sequential / t`, efficiency
 * `speed-up / cores`, and whether they gave the same bits. Times are those of `run()`. Notebooks show
 * the comparison as a table.
 *
 * @param records The runs, of any methods and numbers of cores.
 *
 * @example
 * ```ts
 * import { analyticalFunctions, funControlInit, makeParallel, Spot } from "@spot/spot";
 * import { compareRuns, scalingFigure } from "@spot/spot/report";
 *
 * const { objective, lower, upper } = analyticalFunctions.branin;
 * const funControl = funControlInit({ lower, upper, funEvals: 10, seed: 1 });
 * const sequential = await new Spot({ fun: objective, funControl }).run();
 * await using fun = makeParallel(objective, { numCores: 2 });
 * const parallel = await new Spot({ fun, funControl }).run();
 * const comparison = compareRuns([parallel.record], { sequential: sequential.record });
 * console.log(comparison.runs[0].sameBits); // true
 * const figure = scalingFigure(comparison);
 * ```
 */
export function compareRuns(
  records: readonly RunRecord[],
  options: CompareRunsOptions,
): RunComparison {
  checkOptionNames("compare runs", options, ["sequential"]);
  const { sequential } = options;
  const trace = traceOf(sequential);
  const runs = records.map((record): ComparedRun => {
    const { speedUp, efficiency, cause } = parallelReport(record, { sequential });
    const { method, numCores, durationMs } = record;
    const own = traceOf(record);
    return {
      ...{ method, numCores, durationMs, speedUp, efficiency, cause },
      meaning: meaningOf(efficiency),
      sameBits: own === trace,
      trace: own,
    };
  });
  const comparison = { sequentialMs: sequential.durationMs, trace, runs };
  return withTableLook(comparison, () => tableOf(comparison, sequential));
}

function traceOf({ rows }: RunRecord): string {
  return traceHash(rows.map(({ x }) => x), rows.map(({ y }) => y));
}

const header = [
  "method",
  "cores",
  "time (s)",
  "speed-up",
  "efficiency",
  "meaning",
  "same bits",
  "trace",
];

function tableOf({ sequentialMs, trace, runs }: RunComparison, sequential: RunRecord): ShownTable {
  const { method, numCores } = sequential;
  const baseline = {
    method,
    numCores,
    durationMs: sequentialMs,
    speedUp: 1,
    efficiency: 1 / numCores,
  };
  const all = [{ ...baseline, meaning: "baseline", sameBits: true, trace }, ...runs];
  return {
    header,
    rows: all.map((run) => [
      run.method,
      run.numCores,
      (run.durationMs / 1000).toFixed(3),
      run.speedUp.toFixed(2),
      run.efficiency.toFixed(2),
      run.meaning,
      run.sameBits ? "yes" : "NO",
      run.trace,
    ]),
  };
}
