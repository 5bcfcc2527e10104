/**
 * The chapter's ten rows on 2 cores: with workers that are new, and with workers that have compiled
 * the training code. Cold runs say how much of the work is compilation, which every isolate does
 * for itself; warm runs are held against the best schedule of the rows' own times.
 */
import { HyperLight, makeParallel, Spot } from "../mod.ts";
import type { RunRecord } from "../mod.ts";
import { longestFirstMakespan } from "../spot/report/makespan.ts";
import { quantile } from "../spot/core/exact/quantile.ts";
import { textTable } from "../spot/report/text_table.ts";
import { runSequential } from "../spot/cli/experiment/sequential_run.ts";
import { experimentControls } from "../spot/cli/experiment/setup.ts";

const ROUNDS = 5;
const size = { funEvals: 10, initSize: 10, seed: 125, scaleTarget: false };
const controls = await experimentControls(size);
const { fun } = new HyperLight();

const median = (values: readonly number[]) => quantile(values, 0.5);

async function run(
  objective: Parameters<typeof makeParallel>[0] | ReturnType<typeof makeParallel>,
) {
  return (await new Spot({ fun: objective, ...controls }).run()).record;
}

/** The evaluation's length, without the making of controls and design. */
const evaluationMs = ({ batches }: RunRecord) => batches[0].endMs - batches[0].startMs;

async function coldSequentialMs(): Promise<number> {
  const { signal } = new AbortController();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    times.push((await runSequential({ size, signal, onResult: () => {} })).durationMs);
  }
  return median(times);
}

async function coldParallelMs(method: "worker" | "subprocess"): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await using parallel = makeParallel(fun, { method, numCores: 2 });
    await run(parallel);
    times.push(performance.now() - start);
  }
  return median(times);
}

async function warmRecords(objective: Parameters<typeof run>[0]): Promise<RunRecord[]> {
  for (let round = 0; round < ROUNDS; round++) await run(objective);
  const records: RunRecord[] = [];
  for (let round = 0; round < ROUNDS; round++) records.push(await run(objective));
  return records;
}

const cold = await coldSequentialMs();
const warm = median((await warmRecords(fun)).map(evaluationMs));
const rows: (string | number)[][] = [[
  "sequential",
  cold.toFixed(0),
  "1.00",
  warm.toFixed(0),
  "1.00",
  "",
]];
for (const method of ["worker", "subprocess"] as const) {
  const coldMs = await coldParallelMs(method);
  await using parallel = makeParallel(fun, { method, numCores: 2 });
  const records = await warmRecords(parallel);
  const warmMs = median(records.map(evaluationMs));
  const share = median(
    records.map((record) =>
      longestFirstMakespan(record.rows.map(({ costMs }) => costMs), 2) / evaluationMs(record)
    ),
  );
  const speedups = [cold / coldMs, warm / warmMs].map((value) => value.toFixed(2));
  rows.push([
    method,
    coldMs.toFixed(0),
    speedups[0],
    warmMs.toFixed(0),
    speedups[1],
    share.toFixed(3),
  ]);
}
console.log(textTable(
  ["2 cores", "cold ms", "speed-up", "warm ms", "speed-up", "of the best schedule (0.95)"],
  rows,
));
