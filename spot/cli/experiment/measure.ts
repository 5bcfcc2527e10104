/** The experiment's runs, timed. @module */
import { makeParallel } from "../../../backends/make_parallel.ts";
import type { ProgressDisplay } from "../progress_display.ts";
import { HyperLight } from "../../fun/hyper_light.ts";
import type { RunRecord } from "../../record.ts";
import type { Progress } from "../../run/progress.ts";
import { traceHash } from "../../report/trace_hash.ts";
import { Spot } from "../../spot.ts";
import type { ExperimentOptions, Method } from "./options.ts";
import { runSequential, type SequentialOptions } from "./sequential_run.ts";
import { experimentControls, type ExperimentSize } from "./setup.ts";

/** One way of running the design. */
export interface Setting {
  readonly method: "sequential" | Method;
  readonly numCores: number;
}

/** One timed run. */
export interface TimedRun {
  /**
   * From before the pool is made until the run ends; closing the pool is left out, and so is loading
   * the modules of the main program or of the sequential run's isolate.
   */
  readonly durationMs: number;
  readonly hash: string;
  readonly record: RunRecord;
}

/** All timings of one setting. */
export interface Measurement extends Setting {
  /** One per repetition. */
  readonly runs: readonly TimedRun[];
}

/** What the runs need. */
export interface MeasureOptions {
  readonly size: ExperimentSize;
  readonly progress: ProgressDisplay;
  readonly signal: AbortSignal;
}

/** The sequential setting and every method with every number of cores. */
export function settingsOf({ methods, cores }: ExperimentOptions): Setting[] {
  const parallel = methods.flatMap((method) => cores.map((numCores) => ({ method, numCores })));
  return [{ method: "sequential", numCores: 1 }, ...parallel];
}

/** Names a setting: "worker, 2 cores". */
function labelOf({ method, numCores }: Setting): string {
  return method === "sequential" ? method : `${method}, ${numCores} core${numCores > 1 ? "s" : ""}`;
}

/** How the runs are timed, for people who compare them. */
export const timingNote = [
  "Every timed run starts cold, whatever its place and repetition: the sequential run in a new",
  "isolate, the parallel runs in new workers or processes. Compiling the training code is part of",
  "all times; opening the workers or processes is part of the parallel runs' times.",
] as const;

/**
 * Times every setting, once around per repetition, so that a change of the machine's speed meets
 * all of them. Every run's training code starts cold, whatever the order and the repetition.
 *
 * @returns The timings so far, after each run.
 */
export async function* measure(
  settings: readonly Setting[],
  repeat: number,
  options: MeasureOptions,
): AsyncGenerator<Measurement[]> {
  const measurements = settings.map((setting) => ({ ...setting, runs: [] as TimedRun[] }));
  let done = 0;
  for (let repetition = 0; repetition < repeat; repetition++) {
    for (const measurement of measurements) {
      const run = await timeRun(measurement, { ...options, done });
      done += run.record.rows.length;
      measurement.runs.push(run);
      yield measurements.filter(({ runs }) => runs.length > 0);
    }
  }
}

async function timeRun(
  setting: Setting,
  { size, progress, signal, done }: MeasureOptions & { readonly done: number },
): Promise<TimedRun> {
  const { method, numCores } = setting;
  const label = labelOf(setting);
  const onResult = (state: Progress) =>
    progress.update({ ...state, label, done: done + state.done });
  const { durationMs, record } = method === "sequential"
    ? await runSequential({ size, signal, onResult })
    : await runParallel({ method, numCores }, { size, signal, onResult });
  const hash = traceHash(record.rows.map(({ x }) => x), record.rows.map(({ y }) => y));
  return { durationMs, hash, record };
}

async function runParallel(
  pool: { readonly method: Method; readonly numCores: number },
  { size, signal, onResult }: SequentialOptions,
): Promise<Omit<TimedRun, "hash">> {
  const controls = await experimentControls(size);
  const { fun } = new HyperLight();
  const startMs = performance.now();
  await using parallelFun = makeParallel(fun, pool);
  const spot = new Spot({ fun: parallelFun, ...controls });
  await spot.run({ signal, onResult });
  return { durationMs: performance.now() - startMs, record: spot.record };
}
