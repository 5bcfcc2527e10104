/** A run with budgets is a pure function of its controls; promoted rows go on where others stopped. */
import { assert, assertEquals } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import type { ParallelOptions } from "../../backends/parallel_options.ts";
import { funControlInit, type FunControlOptions } from "../../spot/control/fun_control.ts";
import { evaluateRow } from "../../spot/core/objective/evaluate_row.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import { incumbentOf } from "../../spot/incumbent.ts";
import type { RunRecord } from "../../spot/record.ts";
import type { Progress } from "../../spot/run/progress.ts";
import { Spot } from "../../spot/spot.ts";
import { growing } from "./fixtures/growing.ts";

const fidelity = { name: "units", lower: 1, upper: 9 };

async function run(
  options: FunControlOptions,
  parallel: ParallelOptions,
  onResult: (progress: Progress) => void = () => {},
): Promise<RunRecord> {
  await using fun = makeParallel(growing, { onError: "record", ...parallel });
  const bounds = { lower: [-1], upper: [1], funEvals: 26, seed: 3 };
  const funControl = funControlInit({ ...bounds, fidelity, onError: "record", ...options });
  const spot = new Spot({ fun, funControl, designControl: designControlInit({ initSize: 9 }) });
  return (await spot.run({ onResult })).record;
}

const bits = ({ rows }: RunRecord) =>
  rows.map(({ x, y, budget, predecessor, replicate, curve }) => (
    { x, y, budget, predecessor, replicate, curve }
  ));

const loops: Readonly<Record<string, FunControlOptions>> = {
  "in batches with brackets": { nPoints: 3, fidelity: { ...fidelity, brackets: 2 } },
  "asynchronously": { asynchronous: true, pending: 3 },
};

for (const [how, options] of Object.entries(loops)) {
  Deno.test(`Spot.run() promotes the same rows ${how} in every method`, async () => {
    const expected = await run(options, { method: "sequential" });
    const budgets = new Set(expected.rows.map(({ budget }) => budget));
    assertEquals(budgets, new Set([1, 3, 9]));
    for (const method of ["concurrent", "worker", "subprocess"] as const) {
      const record = await run(options, { method, numCores: 3 });
      assertEquals(bits(record), bits(expected), method);
    }
  });
}

Deno.test("Spot.run() gives a promoted row its predecessor's point, replicate and state", async () => {
  const { rows } = await run({}, { method: "sequential" });
  const promoted = rows.filter(({ predecessor }) => predecessor !== undefined);
  assert(promoted.length >= 6);
  const problem = {
    seed: 3,
    variables: [{ name: "x1", type: "float", lower: -1, upper: 1 }],
    controls: {},
  } as const;
  const { signal } = new AbortController();
  for (const { row, x, replicate, budget, predecessor, responses, curve } of promoted) {
    const before = rows[predecessor!];
    assertEquals([before.x, before.replicate], [x, replicate]);
    assertEquals(curve?.steps[0], before.budget! + 1, "it goes on after its predecessor");
    const whole = await evaluateRow(growing, { row, x, replicate, budget }, { problem, signal });
    assertEquals(responses, whole.responses, "as if it had never stopped");
  }
});

Deno.test("Spot.run() has the best row of the largest budget as incumbent", async () => {
  const told: Progress[] = [];
  const record = await run({}, { method: "sequential" }, (progress) => told.push(progress));
  const best = (budget: number) =>
    Math.min(...record.rows.filter((row) => row.budget === budget && row.y < 9).map(({ y }) => y));
  assertEquals(incumbentOf(record)?.y, best(9));
  assertEquals(told.at(-1)?.best, best(9));
  assert(best(9) > best(1), "a smaller budget is luckier here");
  assert(record.rows.every((row) => !("checkpoint" in row)));
});

Deno.test("Spot.run() resumes from the checkpoints beside its log", async () => {
  const folder = await Deno.makeTempDir();
  const log = `${folder}/run.journal`;
  try {
    const whole = await run({}, { method: "sequential" });
    await run({ funEvals: 15 }, { method: "worker", numCores: 2, log });
    assertEquals(bits(await run({}, { method: "sequential", log })), bits(whole));
    assertEquals(
      [...Deno.readDirSync(`${log}.checkpoints`)].length,
      whole.rows.filter(({ failure }) => !failure).length,
    );
    const again = await run({}, { method: "sequential", log });
    assertEquals(bits(again), bits(whole));
    assert(again.rows.every(({ worker }) => worker === -1));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("Spot.run() begins rows anew, and says so, if their checkpoints are lost or damaged", async () => {
  const folder = await Deno.makeTempDir();
  const log = `${folder}/run.journal`;
  try {
    const y = ({ rows }: RunRecord) => rows.map((row) => row.y);
    const whole = await run({}, { method: "sequential" });
    await run({ funEvals: 12 }, { method: "sequential", log });
    for (const [i, { name }] of [...Deno.readDirSync(`${log}.checkpoints`)].entries()) {
      const path = `${log}.checkpoints/${name}`;
      if (i % 2 === 0) Deno.removeSync(path);
      else Deno.writeFileSync(path, new Uint8Array(16));
    }
    const warnings: string[] = [];
    const onWarning = (message: string) => warnings.push(message);
    assertEquals(y(await run({}, { method: "sequential", log, onWarning })), y(whole));
    assert(warnings.some((text) => text.includes("(it is not what was saved)")), warnings.join());
    assert(warnings.every((text) => text.endsWith("a row that goes on from it begins anew")));
    const warned: string[] = [];
    const forceRun = { forceRun: true, onWarning: (message: string) => warned.push(message) };
    await run({ funEvals: 12 }, { method: "sequential", log, ...forceRun });
    assertEquals(warned.length, 1, "the old checkpoints went with the old log");
    assert(Deno.statSync(`${log}.1.checkpoints`).isDirectory);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("Spot.run() begins like a run of a larger budget, in batches of repeated points", async () => {
  const options = { nPoints: 3, funRepeats: 2, noise: true } as const;
  const whole = bits(await run({ ...options, funEvals: 30 }, { method: "sequential" }));
  for (let funEvals = 10; funEvals < 30; funEvals++) {
    const short = await run({ ...options, funEvals }, { method: "sequential" });
    assertEquals(bits(short), whole.slice(0, funEvals), `${funEvals} rows`);
  }
});
