import { assert, assertEquals } from "@std/assert";
import { Redis } from "ioredis";
import { makeParallel } from "../../backends/make_parallel.ts";
import type { Machine } from "../../backends/queue/machine_options.ts";
import { queue } from "../../backends/queue/queue.ts";
import { until } from "./_delay.ts";
import { collect, countedProblem, expectedOf, rowsOf, valuesOf } from "./_rows.ts";
import { name, startHere, testOnRedis } from "./_setting.ts";
import { counted } from "./fixtures/counted.ts";

testOnRedis("a machine that joins in the middle of a call takes rows of it", async (redis) => {
  await using _first = await startHere(redis);
  await using fun = makeParallel(counted, { method: queue({ url: redis.url, name }) });
  const widths = new Set<number>();
  const results = [];
  let second: Machine | undefined;
  for await (const result of fun.evaluate(rowsOf(60), { problem: countedProblem({ ms: 50 }) })) {
    results.push(result);
    widths.add(fun.numCores);
    if (results.length === 10) second = await startHere(redis);
  }
  await second?.[Symbol.asyncDispose]();
  assertEquals(valuesOf(results), await expectedOf(60));
  assertEquals(widths, new Set([1, 2]));
  const byTheSecond = results.filter(({ worker }) => worker === 1).length;
  assert(byTheSecond >= 10, `it took ${byTheSecond} rows`);
});

testOnRedis("a machine that lingers after the last rows leaves nothing behind", async ({ url }) => {
  const client = new Redis(url);
  {
    await using _machine = await startHere({ url }, [], { leaseMs: 600 });
    {
      await using fun = makeParallel(counted, { method: queue({ url, name }) });
      await collect(fun.evaluate(rowsOf(2), { problem: countedProblem({ ms: 5 }) }));
    }
    // It looks for leases that have ended, as long as it is there.
    await until(
      "BullMQ notes something",
      async () => (await client.keys("bull:*:meta")).length > 0,
    );
  }
  assertEquals(await client.keys("bull:*:meta"), []);
  client.disconnect();
});

testOnRedis("queue() waits until minCores are there", async (redis) => {
  const method = queue({ url: redis.url, name, minCores: 2 });
  await using fun = makeParallel(counted, { method, numCores: 2 });
  const rows = collect(fun.evaluate(rowsOf(12), { problem: countedProblem({ ms: 5 }) }));
  await using _first = await startHere(redis);
  await using _second = await startHere(redis);
  assertEquals(valuesOf(await rows), await expectedOf(12));
  assertEquals(fun.numCores, 2);
});

testOnRedis("a script that ends while it sends data leaves nothing in Redis", async ({ url }) => {
  const client = new Redis(url);
  const bytes = new Uint8Array(40_000_000);
  for (let at = 0; at < bytes.length; at += 65_536) {
    crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  }
  {
    await using fun = makeParallel(counted, { method: queue({ url, name }) });
    fun.open({ ...countedProblem({}), controls: { bytes } });
    await until("it sends", async () => (await client.keys("*:problem:*")).length > 0);
  }
  assertEquals(await client.keys("*"), []);
  client.disconnect();
});
