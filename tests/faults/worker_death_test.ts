import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createStream, randomInteger } from "../../spot/core/random/stream.ts";
import {
  bitsOf,
  childrenOf,
  evaluateAll,
  latenessDuring,
  problemWith,
  rounds,
  seed,
  sleep,
  tasksOf,
} from "./_fault_run.ts";
import { subprocess } from "../../backends/subprocess/subprocess.ts";
import { behaviours } from "./fixtures/faulty.ts";

/** And how many of 1,000 rows kill their workers. */
const methods = [["worker", 10], ["subprocess", 4]] as const;

for (const [method, count] of methods) {
  Deno.test(`${method} gives the same bits if workers close themselves again and again`, async () => {
    const problem = problemWith({ chance: 0.15 });
    const rows = 100 * rounds;
    const tasks = tasksOf(() => behaviours.dieByChance, rows);
    const undisturbed = await evaluateAll(tasks, {
      method: "sequential",
      problem: problemWith({ chance: 0 }),
    });
    const { results, warnings } = await evaluateAll(tasks, {
      method,
      numCores: 2,
      chunkSize: 2,
      problem,
      deadlineMs: 60_000 * rounds,
    });
    assertEquals(results.filter(({ failure }) => failure), []);
    assertEquals(await bitsOf(results), await bitsOf(undisturbed.results));
    const deaths = warnings.length;
    console.log(`${method}: ${deaths} deaths in ${rows} rows`);
    assert(deaths > 5 * rounds, `only ${deaths} deaths`);
  });

  Deno.test(`${method} names ${count} rows that kill their workers and finishes the others`, async () => {
    const random = createStream(seed, "poison", method, count);
    const poison = new Set<number>();
    while (poison.size < count) poison.add(randomInteger(random, 1000));
    const tasks = tasksOf(
      (row) => poison.has(row) ? behaviours.closeWorker : behaviours.fine,
      1000,
    );
    const { results } = await evaluateAll(tasks, { method, numCores: 2 });
    assertEquals(results.length, 1000);
    for (const { row, failure } of results) {
      assertEquals(failure?.kind, poison.has(row) ? "crash" : undefined, `row ${row}`);
    }
  });

  Deno.test(`${method} names a row whose worker dies of an unhandled rejection`, async () => {
    const tasks = tasksOf((row) => row === 3 ? behaviours.rejectUnhandled : behaviours.fine, 20);
    const { results } = await evaluateAll(tasks, { method, numCores: 2 });
    const failed = results.filter(({ failure }) => failure);
    assertEquals(failed.map(({ row, failure }) => [row, failure?.kind]), [[3, "crash"]]);
    assertStringIncludes(failed[0].failure?.message ?? "", "nobody waits for this");
  });

  Deno.test(`${method} names a row that exits`, async () => {
    const tasks = tasksOf((row) => row === 3 ? behaviours.exit : behaviours.fine, 20);
    const { results } = await evaluateAll(tasks, { method, numCores: 2 });
    assertEquals(results.filter(({ failure }) => failure).map(({ row }) => row), [3]);
  });
}

Deno.test("subprocess gives the same bits if its processes are killed at random", async () => {
  const rows = 1000 * rounds;
  const kills = 20 * rounds;
  const problem = problemWith({ busyMs: 1 });
  const tasks = tasksOf(() => behaviours.busy, rows);
  const random = createStream(seed, "kills");
  let killed = 0;
  const undisturbed = await evaluateAll(tasks, { method: "subprocess", numCores: 2, problem });
  const meanwhile = async (signal: AbortSignal) => {
    while (!signal.aborted && killed < kills) {
      // In half of the undisturbed time on average: the last kill comes long before the last row.
      await sleep(random() * (undisturbed.ms / kills));
      const children = childrenOf(Deno.pid);
      const victim = children[randomInteger(random, children.length)];
      if (victim === undefined) continue;
      Deno.kill(victim, "SIGKILL");
      killed++;
    }
  };
  const { results, ms } = await evaluateAll(tasks, {
    method: "subprocess",
    numCores: 2,
    problem,
    meanwhile,
    deadlineMs: 60_000 + 60_000 * rounds,
  });
  console.log(`${killed} kills: ${(ms / undisturbed.ms).toFixed(2)} of the undisturbed time`);
  assertEquals(killed, kills);
  assertEquals(results.filter(({ failure }) => failure), []);
  assertEquals(await bitsOf(results), await bitsOf(undisturbed.results));
});

Deno.test("subprocess names rows that exhaust the heap, after one retry alone", async () => {
  const greedy = new Set([0, 17, 99, 150, 199].slice(0, 1 + rounds));
  const tasks = tasksOf((row) => greedy.has(row) ? behaviours.exhaustHeap : behaviours.fine, 200);
  const { results } = await evaluateAll(tasks, {
    method: subprocess({ maxHeapMb: 48 }),
    numCores: 2,
  });
  const failed = results.filter(({ failure }) => failure);
  assertEquals(failed.map(({ row }) => row), [...greedy]);
  for (const { failure } of failed) {
    assertStringIncludes(failure?.message ?? "", "out of its JavaScript heap");
  }
});

Deno.test("subprocess kills rows that loop for ever at their limit", async () => {
  const looping = new Set(Array.from({ length: 4 * rounds }, (_, i) => 7 + 48 * i));
  const tasks = tasksOf(
    (row) => looping.has(row) ? behaviours.loop : behaviours.fine,
    200 * rounds,
  );
  const rowTimeoutMs = 300;
  const { value: { results }, latenessMs } = await latenessDuring(() =>
    evaluateAll(tasks, {
      method: subprocess({ rowTimeoutMs }),
      numCores: 2,
      deadlineMs: 300_000,
    })
  );
  const latest = rowTimeoutMs + 250 + latenessMs;
  for (const { row, failure, costMs } of results) {
    assertEquals(failure?.kind, looping.has(row) ? "timeout" : undefined, `row ${row}`);
    if (failure) assert(costMs >= rowTimeoutMs && costMs < latest, `took ${costMs} ms`);
  }
  await sleep(50);
  assertEquals(childrenOf(Deno.pid), []);
});
