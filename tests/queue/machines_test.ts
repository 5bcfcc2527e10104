import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Redis } from "ioredis";
import {
  analyticalFunctions,
  funControlInit,
  makeParallel,
  type ParallelOptions,
  type Progress,
  type RunRecord,
  Spot,
} from "@spot/spot";
import { startMachine } from "../../backends/queue/machine.ts";
import { queue } from "../../backends/queue/queue.ts";
import { worker } from "../../backends/worker/worker.ts";
import { config } from "../cli/import_map.ts";
import { until } from "./_delay.ts";
import type { TestRedis } from "./_redis.ts";
import { collect, countedProblem, countsOf, expectedOf, rowsOf, valuesOf } from "./_rows.ts";
import { testOnRedis } from "./_setting.ts";
import { startWork } from "./_work.ts";
import { counted } from "./fixtures/counted.ts";
import { counted as another } from "./fixtures/other/counted.ts";

const name = "tests";

/** A machine in this process. */
const machineOf = ({ url }: TestRedis, said: string[] = []) =>
  startMachine({
    url,
    name,
    cores: 2,
    modules: [counted.moduleUrl, analyticalFunctions.branin.objective.moduleUrl],
    method: worker(),
    label: "here",
    say: (line) => said.push(line),
  });

const fixture = (path: string) => new URL(`./fixtures/${path}`, import.meta.url).pathname;
/** All that a script needs, and a machine whose rows run in threads; for subprocesses `--allow-run`. */
const leastFlags = ({ port }: TestRedis) => [
  `--allow-net=127.0.0.1:${port}`,
  "--ignore-env",
  `--allow-read=${new URL("../../", import.meta.url).pathname}`,
];
const workArgs = ["--cores", "1", "--method", "worker", "--module", fixture("counted.ts")];

async function keysOf({ url }: TestRedis): Promise<string[]> {
  const redis = new Redis(url);
  const keys = await redis.keys("*");
  redis.disconnect();
  return keys;
}

testOnRedis("queue() gives the sequential bits if machines leave and join", async (redis) => {
  const { url } = redis;
  const [first, second] = await Promise.all([
    startWork({ url, name, args: workArgs, flags: leastFlags(redis) }),
    startWork({ url, name, args: workArgs, flags: leastFlags(redis) }),
  ]);
  await using _second = second;
  await using fun = makeParallel(counted, { method: queue({ url, name }), onWarning() {} });
  const results = [];
  for await (const result of fun.evaluate(rowsOf(60), { problem: countedProblem({}) })) {
    results.push(result);
    if (results.length === 10) first.process.kill("SIGTERM");
  }
  assertEquals(valuesOf(results), await expectedOf(60));
  assertEquals((await first.process.status).code, 143);
  assertMatch(first.said(), /rows were given back/);
});

testOnRedis(
  "queue() computes no row twice if its script is killed and started again",
  async (redis) => {
    const { url } = redis;
    const file = await Deno.makeTempFile();
    await using _machine = await machineOf(redis);
    const script = new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "--quiet", ...leastFlags(redis), ...config]
        .concat([fixture("parent.ts"), url, name, "60", file]),
      stdout: "piped",
    }).spawn();
    const reader = script.stdout.getReader();
    await reader.read();
    script.kill("SIGKILL");
    await reader.cancel();
    await script.status;
    {
      await using fun = makeParallel(counted, { method: queue({ url, name }), chunkSize: 3 });
      const results = await collect(
        fun.evaluate(rowsOf(60), { problem: countedProblem({ file }) }),
      );
      assertEquals(valuesOf(results), await expectedOf(60));
      assert(results.some((result) => result.worker === -1), "nothing was collected");
    }
    assertEquals(await countsOf(file, 60), new Array(60).fill(1));
    // What is left is the machine's.
    const left = await keysOf(redis);
    assertEquals(left.filter((key) => !/:machines|:stalled-check$/.test(key)), []);
    await Deno.remove(file);
  },
);

testOnRedis(
  "a Spot on a queue has the rows of one in this thread, and tells who evaluates them",
  async (redis) => {
    const { objective, lower, upper } = analyticalFunctions.branin;
    await using _machine = await machineOf(redis);
    const run = async (options: ParallelOptions) => {
      await using fun = makeParallel(objective, options);
      const control = { lower, upper, funEvals: 14, nPoints: 3, seed: 3 };
      const workers: (string | undefined)[] = [];
      const machines: RunRecord["machines"][] = [];
      const spot = new Spot({ fun, funControl: funControlInit(control) });
      const onResult = (told: Progress) => {
        workers.push(told.workers);
        machines.push(spot.record.machines);
      };
      const { y, record } = await spot.run({ onResult });
      assertEquals([record.workers, record.machines], [undefined, undefined]);
      return { y, workers, machines };
    };
    const [there, here] = [
      await run({ method: queue({ url: redis.url, name }) }),
      await run({ method: "sequential" }),
    ];
    assertEquals(there.y, here.y);
    for (const text of there.workers) {
      assertMatch(`${text}`, /^1 machine with 2 cores, \d+ rows under way$/);
    }
    assertEquals(here.workers, here.workers.map(() => undefined));
    for (const machines of there.machines) {
      assertEquals(machines?.map(({ cores, firstWorker }) => [cores, firstWorker]), [[2, 0]]);
      assert(machines!.every(({ label, sinceMs }) => label !== "" && Number.isFinite(sinceMs)));
    }
    assertEquals(here.machines, here.machines.map(() => undefined));
  },
);

testOnRedis("queue() leaves nothing in Redis", async (redis) => {
  {
    await using _machine = await machineOf(redis);
    await using fun = makeParallel(counted, { method: queue({ url: redis.url, name }) });
    await collect(fun.evaluate(rowsOf(5), { problem: countedProblem({}) }));
  }
  // What BullMQ keeps for a check goes by itself.
  const lasting = async () =>
    (await keysOf(redis)).filter((key) => !key.endsWith(":stalled-check"));
  assertEquals(await lasting(), []);
});

testOnRedis(
  "queue() warns of a machine whose module differs, which says so, too",
  async (redis) => {
    const said: string[] = [];
    const warned: string[] = [];
    await using _machine = await machineOf(redis, said);
    await using fun = makeParallel(another, {
      method: queue({ url: redis.url, name }),
      onWarning: (warning) => warned.push(warning),
    });
    const stop = new AbortController();
    const rows = fun.evaluate(rowsOf(1), { problem: countedProblem({}), signal: stop.signal });
    const ended = assertRejects(() => collect(rows), Error, "enough");
    await until("both tell", () => warned.length > 0 && said.length > 0);
    stop.abort(new Error("enough"));
    await ended;
    assertMatch(
      warned[0],
      /^counted.ts differs: this script's is [0-9a-f]{8}, that of machine here/,
    );
    assertMatch(said[0], /counted.ts differs: the script's is [0-9a-f]{8}, this machine's/);
  },
);

testOnRedis(
  "queue() ends with the machine's reason if the only one cannot import the objective",
  async (redis) => {
    await using _machine = await machineOf(redis);
    const missing = Object.assign(() => 0, { ...counted, exportName: "missing" });
    await using fun = makeParallel(missing, {
      method: queue({ url: redis.url, name }),
      onWarning() {},
    });
    const rows = fun.evaluate(rowsOf(3), { problem: countedProblem({}) });
    const error = await assertRejects(() => collect(rows), Error);
    assertMatch(
      error.message,
      /^Machine here cannot evaluate rows: .*must export a function 'missing'/,
    );
  },
);

testOnRedis("queue() goes on if Redis was wiped, and if it was away", async (redis) => {
  await using _machine = await machineOf(redis);
  const warned: string[] = [];
  await using fun = makeParallel(counted, {
    method: queue({ url: redis.url, name }),
    onWarning: (warning) => warned.push(warning),
  });
  const results = [];
  for await (const result of fun.evaluate(rowsOf(200), { problem: countedProblem({}) })) {
    results.push(result);
    if (results.length === 10) {
      const other = new Redis(redis.url);
      await other.flushall();
      other.disconnect();
    }
    if (results.length === 40) await redis.restart();
  }
  assertEquals(valuesOf(results), await expectedOf(200));
});
