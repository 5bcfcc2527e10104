/**
 * Where the cores' time went: the causes of a parallel efficiency below 1, measured.
 *
 * Notation: p cores, T the run's length, S its part in which no row was under way, B = T - S the
 * rest, W the rows' work. The cores' time p T is split without remainder into work, sequential
 * part (p S), start-up, overhead, imbalance and waiting.
 *
 * @module
 */
import { checkOptionNames } from "../core/options/options.ts";
import type { RunRecord } from "../record.ts";
import { numberText } from "../core/exact/number_text.ts";
import { type CoreTimes, coreTimes, costOf } from "./core_times.ts";
import { shareText } from "./display/share_text.ts";
import { withTableLook } from "./display/table_look.ts";

/** Options of {@linkcode parallelReport}. */
export interface ParallelReportOptions {
  /** The same run on one core: then speed-up and efficiency are measured against it. */
  readonly sequential?: RunRecord;
}

/** What became of the cores' time; each a share of p T, in sum 1. */
export interface CoreTimeShares {
  /** In the objective. */
  readonly work: number;
  /** All cores while no row was under way: design, surrogate, search (Amdahl). */
  readonly sequential: number;
  /** From the submission of rows until each worker's first row. */
  readonly startUp: number;
  /** In rows but not in the objective: messages to and from workers. */
  readonly overhead: number;
  /** Idle as the rows' lengths cannot be divided evenly, not even longest first. */
  readonly imbalance: number;
  /** Idle beyond that: synchronisation and scheduling. */
  readonly waiting: number;
}

/** The parallel behaviour of a run. */
export interface ParallelReport {
  /** The run's number of workers. */
  readonly numCores: number;
  /** Rows computed in this run; rows read from a log are not among them. */
  readonly rows: number;
  /** Length of the run in milliseconds. */
  readonly durationMs: number;
  /** Sum of the rows' times in the objective, in milliseconds. */
  readonly workMs: number;
  /** Time of the same run on one core over the time taken. */
  readonly speedUp: number;
  /** Speed-up per core. */
  readonly efficiency: number;
  /** The efficiency that the longest-first schedule of these rows has without any loss. */
  readonly bestEfficiency: number;
  /** What became of the cores' time. */
  readonly shares: CoreTimeShares;
  /** Mean time from submission to a worker's first row, in milliseconds. */
  readonly startUpMs: number;
  /** Mean time in a row outside the objective, in milliseconds. */
  readonly overheadMs: number;
  /** Time with rows under way over the longest-first bound; 1 is perfect. */
  readonly imbalanceRatio: number;
  /** How much longer the objective took per row than in the sequential run; 1 without one. */
  readonly rowSlowdown: number;
  /** The largest loss, in one line. */
  readonly cause: string;
}

/**
 * Explains a run's parallel efficiency.
 *
 * @param record The run.
 * @returns Speed-up, efficiency, the shares of the cores' time and the largest loss in words.
 * @see Amdahl (1967), "Validity of the Single Processor Approach to Achieving Large Scale Computing
 * Capabilities", AFIPS 30.
 *
 * @example
 * ```ts
 * import { funControlInit, Spot } from "@spot/spot";
 * import { parallelReport } from "@spot/spot/report";
 *
 * const funControl = funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 12, seed: 1 });
 * const spot = await new Spot({ fun: ([a, b]) => a * a + b * b, funControl }).run();
 * console.log(parallelReport(spot.record).cause);
 * ```
 */
export function parallelReport(
  record: RunRecord,
  options: ParallelReportOptions = {},
): ParallelReport {
  checkOptionNames("make a parallel report", options, ["sequential"]);
  const { sequential } = options;
  const { numCores, durationMs } = record;
  const times = coreTimes(record);
  const workMs = times.work;
  const sequentialMs = times.sequential / numCores;
  const oneCoreMs = sequential?.durationMs ?? sequentialMs + workMs;
  const shares = sharesOf(times, numCores * durationMs);
  const rowSlowdown = sequential ? ratio(costOf(record.rows), costOf(sequential.rows)) : 1;
  const bestMs = sequentialMs + times.boundMs;
  const report = {
    numCores,
    rows: times.rows,
    durationMs,
    workMs,
    speedUp: ratio(oneCoreMs, durationMs),
    efficiency: ratio(oneCoreMs, durationMs * numCores),
    bestEfficiency: ratio(sequentialMs + workMs, numCores * bestMs),
    shares,
    startUpMs: ratio(times.startUp, times.workers, 0),
    overheadMs: ratio(times.overhead, times.rows, 0),
    imbalanceRatio: ratio(durationMs - sequentialMs, times.boundMs),
    rowSlowdown,
  };
  const explained = { ...report, cause: nameCause(losses(report)) };
  return withTableLook(explained, () => ({
    header: ["measure", "value"],
    rows: measuresOf(explained),
    remark: `Largest loss: ${explained.cause}`,
  }));
}

/** What people read of a report. */
function measuresOf({ shares, ...report }: ParallelReport): [string, string][] {
  const seconds = (ms: number) => `${numberText(ms / 1000, 3)} s`;
  return [
    ["cores", String(report.numCores)],
    ["rows", String(report.rows)],
    ["time", seconds(report.durationMs)],
    ["work", seconds(report.workMs)],
    ["speed-up", numberText(report.speedUp, 3)],
    ["efficiency", numberText(report.efficiency, 3)],
    ["best efficiency", numberText(report.bestEfficiency, 3)],
    ["cores' time: work", shareText(shares.work)],
    ["cores' time: sequential", shareText(shares.sequential)],
    ["cores' time: start-up", shareText(shares.startUp)],
    ["cores' time: overhead", shareText(shares.overhead)],
    ["cores' time: imbalance", shareText(shares.imbalance)],
    ["cores' time: waiting", shareText(shares.waiting)],
    ["row slowdown", numberText(report.rowSlowdown, 3)],
  ];
}

function sharesOf(times: CoreTimes, total: number): CoreTimeShares {
  const share = (value: number) => ratio(value, total, 0);
  return {
    work: share(times.work),
    sequential: share(times.sequential),
    startUp: share(times.startUp),
    overhead: share(times.overhead),
    imbalance: share(times.imbalance),
    waiting: share(times.waiting),
  };
}

function ratio(value: number, by: number, otherwise = 1): number {
  return by > 0 ? value / by : otherwise;
}

/** A loss of core time. */
interface CoreTimeLoss {
  readonly name: string;
  /** Share of the cores' time. */
  readonly share: number;
  readonly detail: string;
}

const NEGLIGIBLE = 0.005;

/** Names the largest loss, for example `start-up: 12 % of the cores' time (30 ms a worker)`. */
function nameCause(losses: readonly CoreTimeLoss[]): string {
  const [largest] = [...losses].sort((a, b) => b.share - a.share);
  if (largest === undefined || largest.share < NEGLIGIBLE) return "none";
  const percent = Math.round(100 * largest.share);
  return `${largest.name}: ${percent} % of the cores' time (${largest.detail})`;
}

function losses(report: Omit<ParallelReport, "cause">): CoreTimeLoss[] {
  const { shares, rows, numCores, startUpMs, overheadMs, bestEfficiency, rowSlowdown } = report;
  const slower = shares.work * Math.max(0, 1 - 1 / rowSlowdown);
  const ms = (value: number) => `${Number(value.toPrecision(2))} ms`;
  const sequentialLoss = shares.sequential * (1 - 1 / numCores);
  return [
    { name: "sequential share", share: sequentialLoss, detail: "no row under way" },
    { name: "start-up", share: shares.startUp, detail: `${ms(startUpMs)} a worker` },
    { name: "communication", share: shares.overhead, detail: `${ms(overheadMs)} a row` },
    {
      name: "load imbalance",
      share: shares.imbalance,
      detail: `${rows} rows on ${numCores} cores reach at best ${bestEfficiency.toFixed(2)}`,
    },
    { name: "synchronisation", share: shares.waiting, detail: "cores waited for others" },
    {
      name: "slower rows",
      share: slower,
      detail: `${rowSlowdown.toFixed(2)} x the sequential run's time: cold code, shared machine`,
    },
  ];
}
