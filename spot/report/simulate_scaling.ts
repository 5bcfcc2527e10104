/**
 * What the measured rows would take on other numbers of cores.
 *
 * @module
 */
import type { RunRecord } from "../record.ts";
import {
  checkNumber,
  checkOptionNames,
  checkValue,
  choice,
  show,
} from "../core/options/options.ts";
import { stretchesOf } from "./core_times.ts";
import { descending, makespan } from "./makespan.ts";

const ACTION = "simulate scaling";
const OPTION_NAMES = ["numCores", "startUpMs", "overheadMs", "dispatchMs", "order"];

/** Options of {@linkcode simulateScaling}. */
export interface SimulateScalingOptions {
  /** The numbers of cores to simulate. */
  readonly numCores: readonly number[];
  /**
   * Time from the first submission until a worker takes its first row, in milliseconds, as
   * `parallelReport` measures it. @default {0}
   */
  readonly startUpMs?: number;
  /** Time of each row outside the objective, on its worker, in milliseconds. @default {0} */
  readonly overheadMs?: number;
  /** Time of the parent for each row, one row after the other, in milliseconds. @default {0} */
  readonly dispatchMs?: number;
  /** Rows start with the longest, or in the order of submission. @default {"longest"} */
  readonly order?: "longest" | "submitted";
}

/** A simulated run. */
export interface SimulatedRun {
  /** The number of cores. */
  readonly numCores: number;
  /** Length of the run in milliseconds. */
  readonly durationMs: number;
  /** Against the run on one core without start-up and overhead. */
  readonly speedUp: number;
  /** Speed-up per core. */
  readonly efficiency: number;
}

/**
 * Simulates the run's schedule with the measured costs of its rows. What the run does between
 * batches (design, surrogate, search) takes the time that was measured, on one core.
 *
 * @param record The run; of any method and number of cores, but not asynchronous.
 * @returns One simulated run for each number of cores.
 * @throws {RangeError} If an option is out of its range, or the run was asynchronous.
 *
 * @example
 * ```ts
 * import { funControlInit, Spot } from "@spot/spot";
 * import { simulateScaling } from "@spot/spot/report";
 *
 * const funControl = funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 12, seed: 1 });
 * const spot = await new Spot({ fun: ([a, b]) => a * a + b * b, funControl }).run();
 * const options = { numCores: [4, 16, 64, 1024], startUpMs: 25, overheadMs: 0.1 };
 * console.table(simulateScaling(spot.record, options));
 * ```
 */
export function simulateScaling(
  record: RunRecord,
  options: SimulateScalingOptions,
): SimulatedRun[] {
  checkOptionNames(ACTION, options, OPTION_NAMES);
  const { numCores, startUpMs = 0, overheadMs = 0, dispatchMs = 0, order = "longest" } = options;
  checkCores(numCores);
  checkValue(ACTION, "order", order, choice(["longest", "submitted"]));
  for (const [name, value] of Object.entries({ startUpMs, overheadMs, dispatchMs })) {
    checkNumber(ACTION, name, value, { min: 0, max: Number.MAX_VALUE });
  }
  if (isAsynchronous(record)) {
    throw new RangeError(
      `Cannot ${ACTION} as the record must be of a run in steps: its batches overlap in time, as ` +
        "those of an asynchronous run do",
    );
  }
  const stretches = stretchesOf(record);
  const betweenMs = record.durationMs - sum(stretches.map((s) => s.endMs - s.startMs));
  const batches = stretches.map(({ rows }) => rows.map(({ costMs }) => costMs));
  const oneCoreMs = betweenMs + sum(batches.flat());
  return numCores.map((cores) => {
    const lengths = batches.map((costs, batch) =>
      makespan((order === "longest" ? descending(costs) : costs).map((ms) => ms + overheadMs), {
        numCores: cores,
        readyMs: batch === 0 ? startUpMs : 0,
        dispatchMs,
      })
    );
    const durationMs = betweenMs + sum(lengths);
    const speedUp = durationMs > 0 ? oneCoreMs / durationMs : 1;
    return { numCores: cores, durationMs, speedUp, efficiency: speedUp / cores };
  });
}

/** The record of an asynchronous run does not tell which rows could have run at once on more cores. */
function isAsynchronous({ batches }: RunRecord): boolean {
  const inOrder = [...batches].sort((a, b) => a.startMs - b.startMs);
  return inOrder.some(({ startMs }, i) => i > 0 && startMs < inOrder[i - 1].endMs);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function checkCores(numCores: unknown): void {
  if (!Array.isArray(numCores)) {
    throw new TypeError(
      `Cannot ${ACTION} as 'numCores' must be an array of numbers of cores: current value is ${
        show(numCores)
      }`,
    );
  }
  numCores.forEach((cores, i) =>
    checkNumber(ACTION, `numCores[${i}]`, cores, { min: 1, integer: true })
  );
}
