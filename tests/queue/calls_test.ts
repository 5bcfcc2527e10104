import { assertEquals } from "@std/assert";
import { Redis } from "ioredis";
import { makeParallel } from "../../backends/make_parallel.ts";
import { Keys } from "../../backends/queue/keys.ts";
import { queue } from "../../backends/queue/queue.ts";
import { collect, countedProblem, expectedOf, rowsOf, valuesOf } from "./_rows.ts";
import { until } from "./_delay.ts";
import { name, startHere, testOnRedis } from "./_setting.ts";
import { counted } from "./fixtures/counted.ts";
import { failing } from "./fixtures/failing.ts";

const problem = countedProblem({ ms: 0 });

testOnRedis(
  "queue() tells rows of calls that overlap apart if they have the same numbers",
  async (redis) => {
    const { url } = redis;
    await using fun = makeParallel(counted, { method: queue({ url, name }), chunkSize: 100 });
    const others = rowsOf(30).map((task) => ({ ...task, x: [task.row + 1000] }));
    const calls = [rowsOf(30), others].map((rows) => collect(fun.evaluate(rows, { problem })));
    await using _machine = await startHere(redis);
    const [first, second] = await Promise.all(calls);
    const expected = await expectedOf(30);
    assertEquals(valuesOf(first), expected);
    assertEquals(
      valuesOf(second).map(Math.floor),
      expected.map((value) => Math.floor(value) + 1000),
    );
  },
);

testOnRedis("queue() lets two scripts share a run, and two runs a queue", async (redis) => {
  await using _machine = await startHere(redis);
  const method = queue({ url: redis.url, name });
  await using first = makeParallel(counted, { method, chunkSize: 3 });
  await using second = makeParallel(counted, { method, chunkSize: 5 });
  const other = { ...problem, seed: 126 };
  const [a, b, c] = await Promise.all([
    collect(first.evaluate(rowsOf(40), { problem })),
    collect(second.evaluate(rowsOf(40), { problem })),
    collect(second.evaluate(rowsOf(40), { problem: other })),
  ]);
  const expected = await expectedOf(40);
  assertEquals([valuesOf(a), valuesOf(b)], [expected, expected]);
  assertEquals(valuesOf(c).filter((value, row) => value === expected[row]), []);
});

testOnRedis(
  "queue() sends a row again however often other scripts take its job back",
  async ({ url }) => {
    await using _machine = await startHere({ url });
    await using fun = makeParallel(counted, { method: queue({ url, name }) });
    const row = collect(fun.evaluate(rowsOf(1), { problem: countedProblem({ ms: 1500 }) }));
    const redis = new Redis(url);
    const activeJob = async () => {
      const [list = "none"] = await redis.keys("bull:*:active");
      return (await redis.lrange(list, 0, -1)).at(-1);
    };
    const taken = new Set<string>();
    for (let i = 0; i < 15; i++) {
      let job: string | undefined;
      await until("it is at work", async () => {
        job = await activeJob();
        return job !== undefined && !taken.has(job);
      });
      taken.add(job!);
      await redis.publish(new Keys(name).cancelled, JSON.stringify([job]));
    }
    redis.disconnect();
    assertEquals(valuesOf(await row), await expectedOf(1));
  },
);

testOnRedis("queue() carries failures whose messages are long and strange", async (redis) => {
  await using _machine = await startHere(redis, [], { modules: [failing.moduleUrl] });
  await using fun = makeParallel(failing, {
    method: queue({ url: redis.url, name }),
    onError: "record",
  });
  const results = await collect(fun.evaluate(rowsOf(2), { problem }));
  const begins = results.map(({ failure }) => failure?.message.startsWith("Error: \u0000é"));
  assertEquals(begins, [true, true]);
});
