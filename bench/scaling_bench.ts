/**
 * Compares simulated scaling with measured runs, printed as ratios: how well `simulateScaling`
 * foretells the time on more cores from a run on one.
 *
 * Run as `deno run -A $(deno task -q std) bench/scaling_bench.ts [rows] [cores ...]`.
 *
 * @module
 */
import { availableCores } from "../backends/available_cores.ts";
import { makeParallel } from "../backends/make_parallel.ts";
import { HyperLight } from "../spot/fun/hyper_light.ts";
import type { RunRecord } from "../spot/record.ts";
import { parallelReport } from "../spot/report/parallel_report.ts";
import { simulateScaling } from "../spot/report/simulate_scaling.ts";
import { textTable } from "../spot/report/text_table.ts";
import type { SpotOptions } from "../spot/run/spot_options.ts";
import { Spot } from "../spot/spot.ts";
import { type Method, methods } from "../spot/cli/experiment/options.ts";
import { experimentControls } from "../spot/cli/experiment/setup.ts";

type Controls = Omit<SpotOptions, "fun">;

/** The same rows twice on one pool: by workers that are new, and by those that have compiled. */
interface Measured {
  readonly cold: RunRecord;
  readonly warm: RunRecord;
}

async function measure(method: Method, numCores: number, controls: Controls): Promise<Measured> {
  await using fun = makeParallel(new HyperLight().fun, { method, numCores });
  const run = async () => (await new Spot({ fun, ...controls }).run()).record;
  return { cold: await run(), warm: await run() };
}

/**
 * Simulates from the warm run on one worker: its rows' costs and its overhead. A new worker also has
 * to start, and to compile: what the cold run took longer in its rows counts as start-up there.
 */
async function compareMethod(method: Method, cores: readonly number[], controls: Controls) {
  const single = await measure(method, 1, controls);
  const rows = [];
  for (const numCores of cores) {
    const measured = numCores === 1 ? single : await measure(method, numCores, controls);
    for (const state of ["cold", "warm"] as const) {
      const { durationMs } = measured[state];
      const simulatedMs = simulate(single, numCores, state);
      rows.push([
        method,
        numCores,
        state,
        (durationMs / 1000).toFixed(3),
        (simulatedMs / 1000).toFixed(3),
        (simulatedMs / durationMs).toFixed(3),
        (parallelReport(measured[state]).workMs / parallelReport(single.warm).workMs).toFixed(3),
      ]);
    }
  }
  return rows;
}

/** The time on some cores, in milliseconds. */
function simulate(single: Measured, numCores: number, state: keyof Measured): number {
  const [{ durationMs }] = simulateScaling(single.warm, {
    numCores: [numCores],
    startUpMs: startUpOf(single, state),
    overheadMs: parallelReport(single.warm).overheadMs,
  });
  return durationMs;
}

function startUpOf({ cold, warm }: Measured, state: keyof Measured): number {
  const [first, second] = [parallelReport(cold), parallelReport(warm)];
  if (state === "warm") return second.startUpMs;
  return first.startUpMs + Math.max(0, first.workMs - second.workMs);
}

if (import.meta.main) {
  const [rows = 40, ...given] = Deno.args.map(Number);
  const cores = given.length > 0 ? given : [...new Set([1, availableCores()])];
  const controls = await experimentControls({
    funEvals: rows,
    initSize: rows,
    seed: 125,
    scaleTarget: false,
  });
  const header = [
    "method",
    "cores",
    "workers",
    "measured_s",
    "simulated_s",
    "simulated/measured",
    "row_cost_ratio",
  ];
  const results = [];
  for (const method of methods) results.push(...await compareMethod(method, cores, controls));
  console.log(textTable(header, results));
  const single = await measure("worker", 1, controls);
  const more = simulateScaling(single.warm, {
    numCores: [4, 16, 64, 1024],
    startUpMs: startUpOf(single, "cold"),
    overheadMs: parallelReport(single.warm).overheadMs,
  });
  console.log(`\nMore cores than this machine has, simulated (${rows} rows)\n`);
  console.log(textTable(
    ["cores", "seconds", "speedup", "efficiency"],
    more.map(({ numCores, durationMs, speedUp, efficiency }) => [
      numCores,
      (durationMs / 1000).toFixed(3),
      speedUp.toFixed(2),
      efficiency.toFixed(2),
    ]),
  ));
}
