import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { openLogFile } from "../../../backends/log/log_file.ts";
import { makeParallel } from "../../../backends/make_parallel.ts";
import type { EvaluationResult, Problem } from "../../../spot/core/objective/mod.ts";
import { funControlInit } from "../../../spot/control/fun_control.ts";
import { designControlInit } from "../../../spot/design/design_control.ts";
import { Spot } from "../../../spot/spot.ts";

const variable = { name: "a", type: "float", lower: 0, upper: 9, transform: "none" } as const;
const problem: Problem = { seed: 1, variables: [variable], controls: {} };
const another: Problem = { ...problem, seed: 2 };
const tasks = [0, 1, 2].map((row) => ({ row, x: [row], replicate: 0 }));

async function collect(results: AsyncIterable<EvaluationResult>): Promise<number[]> {
  const values: number[] = [];
  for await (const { responses: y } of results) values.push(y[0]);
  return values;
}

/** Calls back with the path of a log, and an objective that counts its calls. */
async function withLog(
  body: (log: string, fun: (x: readonly number[]) => number, calls: () => number) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  let calls = 0;
  const sphere = Object.assign((x: readonly number[]) => {
    calls++;
    return x.reduce((sum, value) => sum + value * value, 0);
  }, { exportName: "sphere" });
  try {
    await body(`${folder}/run.journal`, sphere, () => calls);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("makeParallel() keeps the log of two equal runs at once", async () => {
  await withLog(async (log, sphere, calls) => {
    const funControl = funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 8, seed: 1 });
    const designControl = designControlInit({ initSize: 5 });
    const run = (fun: ReturnType<typeof makeParallel>) =>
      new Spot({ fun, funControl, designControl }).run();
    await using fun = makeParallel(sphere, { method: "sequential", log });
    const [a, b] = await Promise.all([run(fun), run(fun)]);
    assertEquals([a.X, a.y], [b.X, b.y]);
    const before = calls();
    assertEquals((await run(fun)).y, a.y);
    assertEquals(calls(), before, "finished rows are not evaluated again");
  });
});

Deno.test("makeParallel() refuses to keep another run in its log, and goes on with the first", async () => {
  await withLog(async (log, sphere) => {
    await using fun = makeParallel(sphere, { method: "sequential", log });
    assertEquals(await collect(fun.evaluate(tasks.slice(0, 1), { problem })), [0]);
    for (const _ of [1, 2]) {
      fun.open(another);
      await assertRejects(
        () => collect(fun.evaluate(tasks, { problem: another })),
        Error,
        "its 'seed' must be that of this run: current value is 2, the log's is 1; give it a parallel",
      );
    }
    assertEquals(await collect(fun.evaluate(tasks, { problem })), [0, 1, 4]);
  });
});

Deno.test("makeParallel() takes data that were changed in place for another run", async () => {
  await withLog(async (log, sphere) => {
    await using fun = makeParallel(sphere, { method: "sequential", log });
    const dataSet = [1, 2, 3];
    await collect(fun.evaluate(tasks, { problem: { ...problem, dataSet } }));
    dataSet[0] = 1000;
    await assertRejects(
      () => collect(fun.evaluate(tasks, { problem: { ...problem, dataSet } })),
      Error,
      "its 'dataSet' must be that of this run",
    );
  });
});

Deno.test("makeParallel() evaluates no further row once it is closed", async () => {
  await withLog(async (log, sphere, calls) => {
    const fun = makeParallel(sphere, { method: "sequential", log });
    const results = fun.evaluate(tasks, { problem })[Symbol.asyncIterator]();
    await results.next();
    await fun[Symbol.asyncDispose]();
    await assertRejects(() => results.next(), Error, "the parallel objective is closed");
    assertEquals(calls(), 1);
  });
});

Deno.test("makeParallel() names the row if two runs at once differ in it", async () => {
  await withLog(async (log, sphere) => {
    await using fun = makeParallel(sphere, { method: "sequential", log });
    const first = fun.evaluate(tasks, { problem })[Symbol.asyncIterator]();
    const second = fun.evaluate([{ row: 0, x: [3], replicate: 0 }], { problem: { ...problem } });
    const other = second[Symbol.asyncIterator]();
    const ends = await Promise.allSettled([first.next(), other.next()]);
    assertEquals(ends.map(({ status }) => status), ["fulfilled", "rejected"]);
    const [, { reason }] = ends as [unknown, PromiseRejectedResult];
    assertStringIncludes(String(reason), "its row 0 must be that of this run");
    await first.return?.();
  });
});

Deno.test("makeParallel() opens no log once it is closed", async () => {
  await withLog(async (log, sphere, calls) => {
    const fun = makeParallel(sphere, { method: "sequential", log });
    const results = fun.evaluate(tasks, { problem });
    await fun[Symbol.asyncDispose]();
    await assertRejects(() => collect(results), Error, "the parallel objective is closed");
    fun.open(problem);
    assertEquals(calls(), 0);
    openLogFile(log).close();
  });
});
