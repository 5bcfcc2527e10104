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
import { type Method, methods } from "./experiment/options.ts";
import { experimentControls } from "./experiment/setup.ts";

type Controls = Omit<SpotOptions, "fun">;

async function measure(method: Method, numCores: number, controls: Controls): Promise<RunRecord> {
  await using fun = makeParallel(new HyperLight().fun, { method, numCores });
  const spot = new Spot({ fun, ...controls });
  await spot.run();
  return spot.record;
}

/**
 * Simulates from the run on one worker: its rows' costs, its start-up and its overhead. Beside it
 * the simulation from the costs that the rows had in the measured run itself, which leaves out how
 * the machine's speed changed between the two.
 */
async function compareMethod(method: Method, cores: readonly number[], controls: Controls) {
  const single = await measure(method, 1, controls);
  const rows = [];
  for (const numCores of cores) {
    const measured = numCores === 1 ? single : await measure(method, numCores, controls);
    const before = simulate(single, numCores);
    const own = simulate(measured, numCores);
    rows.push([
      method,
      numCores,
      (measured.durationMs / 1000).toFixed(3),
      (before / 1000).toFixed(3),
      (before / measured.durationMs).toFixed(3),
      (own / measured.durationMs).toFixed(3),
      (parallelReport(measured).workMs / parallelReport(single).workMs).toFixed(3),
    ]);
  }
  return rows;
}

/** The time on some cores, in milliseconds, with the record's own start-up and overhead. */
function simulate(record: RunRecord, numCores: number): number {
  const { startUpMs, overheadMs } = parallelReport(record);
  const [{ durationMs }] = simulateScaling(record, {
    numCores: [numCores],
    startUpMs,
    overheadMs,
  });
  return durationMs;
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
    "measured_s",
    "simulated_s",
    "simulated/measured",
    "with_own_costs/measured",
    "row_cost_ratio",
  ];
  const results = [];
  for (const method of methods) results.push(...await compareMethod(method, cores, controls));
  console.log(textTable(header, results));
  const single = await measure("worker", 1, controls);
  const { startUpMs, overheadMs } = parallelReport(single);
  const more = simulateScaling(single, { numCores: [4, 16, 64, 1024], startUpMs, overheadMs });
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
