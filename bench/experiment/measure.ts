/** The experiment's runs, timed. @module */
import { makeParallel } from "../../backends/make_parallel.ts";
import type { ProgressDisplay } from "../../spot/cli/progress_display.ts";
import { HyperLight } from "../../spot/fun/hyper_light.ts";
import type { RunRecord } from "../../spot/record.ts";
import { traceHash } from "../../spot/report/trace_hash.ts";
import { Spot, type SpotOptions } from "../../spot/spot.ts";
import type { ExperimentOptions, Method } from "./options.ts";

/** One way of running the design. */
export interface Setting {
  readonly method: "sequential" | Method;
  readonly numCores: number;
}

/** One timed run. */
export interface TimedRun {
  /** From before the pool is made until the run ends; closing the pool is left out. */
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
  readonly controls: Omit<SpotOptions, "fun">;
  readonly progress: ProgressDisplay;
  readonly signal: AbortSignal;
}

/** The sequential setting and every method with every number of cores. */
export function settingsOf({ methods, cores }: ExperimentOptions): Setting[] {
  const parallel = methods.flatMap((method) => cores.map((numCores) => ({ method, numCores })));
  return [{ method: "sequential", numCores: 1 }, ...parallel];
}

/** Names a setting: "worker, 2 cores". */
export function labelOf({ method, numCores }: Setting): string {
  return method === "sequential" ? method : `${method}, ${numCores} core${numCores > 1 ? "s" : ""}`;
}

/**
 * Times every setting, once around per repetition, so that a change of the machine's speed meets
 * all of them.
 * A pool is always new and its code cold; the sequential run's code is warm from the second
 * repetition on, so that repeating makes the comparison harder for the pools.
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
  { controls, progress, signal, done }: MeasureOptions & { readonly done: number },
): Promise<TimedRun> {
  const { fun } = new HyperLight();
  const { method, numCores } = setting;
  const label = labelOf(setting);
  const startMs = performance.now();
  await using parallelFun = method === "sequential"
    ? undefined
    : makeParallel(fun, { method, numCores });
  const spot = new Spot({ fun: parallelFun ?? fun, ...controls });
  await spot.run({
    signal,
    onResult: (state) => progress.update({ ...state, label, done: done + state.done }),
  });
  const durationMs = performance.now() - startMs;
  return { durationMs, hash: traceHash(spot.X, spot.y), record: spot.record };
}
