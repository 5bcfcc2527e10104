/** A pruned run is a pure function of its controls, whatever the method and the times. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import type { ParallelOptions } from "../../backends/parallel_options.ts";
import { funControlInit, type FunControlOptions } from "../../spot/control/fun_control.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import { rowStatus, type RunRecord } from "../../spot/record.ts";
import type { Progress } from "../../spot/run/progress.ts";
import { progressLine } from "../../spot/run/progress.ts";
import { Spot } from "../../spot/spot.ts";
import { crossing } from "./fixtures/crossing.ts";

const pruning = { kind: "median", minRows: 3 } as const;

async function run(
  options: FunControlOptions,
  parallel: ParallelOptions,
  onResult: (progress: Progress) => void = () => {},
): Promise<RunRecord> {
  await using fun = makeParallel(crossing, parallel);
  const bounds = { lower: [-1, 0], upper: [1, 1], funEvals: 18, seed: 3 };
  const funControl = funControlInit({ ...bounds, pruning, ...options });
  const spot = new Spot({ fun, funControl, designControl: designControlInit({ initSize: 6 }) });
  return (await spot.run({ onResult })).record;
}

/** What must not depend on times. */
const bits = ({ rows }: RunRecord) =>
  rows.map(({ x, y, responses, curve, pruned, failure }) => (
    { x, y, responses, curve, pruned, failure }
  ));

const loops: Readonly<Record<string, FunControlOptions>> = {
  "by halving in batches": { nPoints: 3, pruning: { kind: "halving", minRows: 2 } },
  "asynchronously": { asynchronous: true, pending: 3 },
};

for (const [how, options] of Object.entries(loops)) {
  Deno.test(`Spot.run() prunes the same rows ${how} in every method`, async () => {
    const expected = await run(options, { method: "sequential" });
    const statuses = expected.rows.map(rowStatus);
    assert(statuses.filter((status) => status === "pruned").length >= 3, statuses.join());
    assert(!statuses.includes("failed"));
    for (const method of ["concurrent", "worker", "subprocess"] as const) {
      for (const numCores of method === "worker" ? [1, 3] : [2]) {
        const record = await run(options, { method, numCores });
        assertEquals(bits(record), bits(expected), `${method} on ${numCores}`);
      }
    }
  });
}

for (
  const [how, { lag, options }] of Object.entries({
    "in steps": { lag: 0, options: {} },
    "in batches": { lag: 0, options: { nPoints: 2 } },
    "asynchronously": { lag: 1, options: { asynchronous: true, pending: 1 } },
  })
) {
  Deno.test(`Spot.run() judges rows of the design by those before ${how}`, async () => {
    const record = await run(options, { method: "sequential" });
    const design = record.rows.filter(({ origin }) => origin === "design");
    assert(design.some(({ pruned }) => pruned));
    assert(design.slice(0, pruning.minRows + lag).every((row) => !row.pruned));
  });
}

Deno.test("Spot.run() has no response for a pruned row, and counts it", async () => {
  const told: Progress[] = [];
  const { rows } = await run({}, { method: "sequential" }, (progress) => told.push(progress));
  const pruned = rows.filter((row) => row.pruned);
  for (const { y, responses, curve, pruned: { step } = {} } of pruned) {
    assertEquals([y, responses, step], [NaN, [], curve?.steps.at(-1)]);
  }
  const { failures, pruned: count, best } = told.at(-1)!;
  assertEquals([failures, count], [0, pruned.length]);
  const finished = rows.filter((row) => rowStatus(row) === "finished");
  assertEquals(best, Math.min(...finished.map(({ y }) => y)));
  assert(progressLine(told.at(-1)!).startsWith(`18/18, ${count} pruned, best `));
});

Deno.test("Spot.run() prunes small values if they are maximised, and nothing that reports nothing", async () => {
  const quiet = await new Spot({
    fun: ([a]) => a * a,
    funControl: funControlInit({ lower: [-1], upper: [1], pruning: "median" }),
  }).run();
  assertEquals(quiet.record.rows.map(rowStatus), Array(15).fill("finished"));
  const fun = ([a]: readonly number[], { report }: { report: (s: number, v: number) => boolean }) =>
    report(1, a) ? NaN : a;
  const funControl = funControlInit({ lower: [-1], upper: [1], weights: -2, pruning: "median" });
  const { record } = await new Spot({ fun, funControl }).run();
  const median = record.rows.slice(0, 10).map(({ x }) => x[0]).sort((a, b) => a - b)[5];
  for (const { pruned, x: [a] } of record.rows.slice(10)) assert(!pruned || a < median + 0.1);
  assertEquals(record.rows.every((row) => row.pruned || row.y === -2 * row.x[0]), true);
});

Deno.test("Spot.run() resumes a pruned run from its log, and refuses it under other rules", async () => {
  const log = await Deno.makeTempFile();
  try {
    const whole = await run({}, { method: "sequential" });
    await run({ funEvals: 11 }, { method: "sequential", log });
    const resumed = await run({}, { method: "worker", numCores: 2, log });
    assertEquals(bits(resumed), bits(whole));
    assertEquals(resumed.rows.map(({ worker }) => worker < 0), whole.rows.map((_, i) => i < 11));
    const others = { pruning: { kind: "percentile", minRows: 3 } } as const;
    const reason = await assertRejects(() => run(others, { method: "sequential", log }), Error);
    assert(/row \d+ must be that of this run: current 'limits' is \{"steps"/.test(reason.message));
  } finally {
    await Deno.remove(log);
  }
});
