import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Redis } from "ioredis";
import { makeParallel } from "../../backends/make_parallel.ts";
import { toMachine } from "../../backends/queue/announcement.ts";
import { cleanQueue } from "../../backends/queue/clean.ts";
import { Keys } from "../../backends/queue/keys.ts";
import { Presence } from "../../backends/queue/presence.ts";
import { queue } from "../../backends/queue/queue.ts";
import { delay, until } from "./_delay.ts";
import { startProxy } from "./_proxy.ts";
import type { TestRedis } from "./_redis.ts";
import { collect, countedProblem, expectedOf, rowsOf, valuesOf } from "./_rows.ts";
import { name, startHere, testOnRedis } from "./_setting.ts";
import { counted } from "./fixtures/counted.ts";

const secret = "hunter2";

function parallelAt(url: string, warned: string[] = []) {
  const onWarning = (warning: string) => void warned.push(warning);
  return makeParallel(counted, { method: queue({ url, name }), onWarning });
}

/** What a script is told that cannot use its server. */
async function refusalOf(url: string): Promise<string> {
  await using fun = parallelAt(url);
  const startMs = performance.now();
  const error = await assertRejects(
    () => collect(fun.evaluate(rowsOf(1), { problem: countedProblem({}) })),
    Error,
  );
  assert(performance.now() - startMs < 6000, "a watchdog's deadline: it said so too late");
  assert(!Deno.inspect(error, { depth: 10 }).includes(secret), "the password is told");
  return error.message;
}

testOnRedis("queue() says why it cannot use a server, never its password", async (redis) => {
  const silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const place = `127.0.0.1:${redis.port}`;
  const silentPort = (silent.addr as Deno.NetAddr).port;
  const cases: readonly (readonly [string, RegExp])[] = [
    [`redis://:${secret}@127.0.0.1:1`, /at 127.0.0.1:1: the connection was refused/],
    [`redis://:${secret}@${place}`, /user or password is wrong/],
    [`redis://bob:${secret}@${place}`, /user or password is wrong/],
    [`redis://${place}`, /asks for a password/],
    [`redis://:${secret}@127.0.0.1:${silentPort}`, /does not answer/],
    [`rediss://:${secret}@${place}`, /does not answer, or not in TLS/],
    [`${redis.url}/99`, /DB index is out of range/],
    [`redis://:${secret}@no-such-host.invalid:6379`, /at no-such-host.invalid:6379: /],
  ];
  const messages = await Promise.all(cases.map(([url]) => refusalOf(url)));
  for (const [i, [, why]] of cases.entries()) assertMatch(messages[i], why);
  silent.close();
});

/** Rows go on while something happens to the server. */
async function goesOn(
  redis: Pick<TestRedis, "url">,
  happen: () => Promise<void>,
): Promise<{ readonly said: string[]; readonly warned: string[] }> {
  const [said, warned]: string[][] = [[], []];
  await using _machine = await startHere(redis, said, { leaseMs: 2000 });
  await using fun = parallelAt(redis.url, warned);
  const problem = countedProblem({ ms: 5 });
  const results = [];
  for await (const result of fun.evaluate(rowsOf(100), { problem })) {
    results.push(result);
    if (results.length === 20) await happen();
  }
  assertEquals(valuesOf(results), await expectedOf(100));
  return { said, warned };
}

testOnRedis("queue() pauses while the network is cut, and says so", async (redis) => {
  await using proxy = startProxy(redis.port);
  const url = redis.url.replace(`${redis.port}`, `${proxy.port}`);
  const { said, warned } = await goesOn({ url }, async () => {
    proxy.become("cut");
    await delay(2500);
    proxy.become("open");
  });
  for (const lines of [said, warned]) {
    assert(lines.some((line) => line.includes("is out of reach")), `${lines}`);
    assert(lines.some((line) => line.includes("is back")), `${lines}`);
    assert(!lines.some((line) => line.includes(redis.password)), "the password is told");
  }
});

testOnRedis(
  "queue() says what Redis refuses, and goes on when it no longer does",
  async (redis) => {
    const other = new Redis(redis.url);
    const { said, warned } = await goesOn(redis, async () => {
      await other.config("SET", "maxmemory", "1");
      await delay(1500);
      await other.config("SET", "maxmemory", "0");
    });
    other.disconnect();
    for (const lines of [said, warned]) {
      assertEquals(lines.filter((line) => /refuses what rows need: OOM/.test(line)).length, 1);
    }
  },
);

testOnRedis("queue() and a machine say that Redis is full if they cannot begin", async (redis) => {
  const other = new Redis(redis.url);
  const why =
    `Cannot use Redis at 127.0.0.1:${redis.port}: it is full (OOM): give it a larger maxmemory`;
  await using fun = parallelAt(redis.url);
  const evaluate = (ms: number) =>
    collect(fun.evaluate(rowsOf(1), { problem: countedProblem({ ms }) }));
  await other.config("SET", "maxmemory", "1");
  await assertRejects(() => evaluate(0), Error, why);
  await assertRejects(() => startHere(redis), Error, why);
  await other.config("SET", "maxmemory", "0");
  await using _machine = await startHere(redis);
  assertEquals(valuesOf(await evaluate(0)), await expectedOf(1));
  await other.config("SET", "maxmemory", "1");
  await assertRejects(() => evaluate(1), Error, why);
  await other.config("SET", "maxmemory", "0");
  other.disconnect();
});

testOnRedis("a machine leaves also if Redis is out of reach", async (redis) => {
  await using proxy = startProxy(redis.port);
  const url = redis.url.replace(`${redis.port}`, `${proxy.port}`);
  const machine = await startHere({ url });
  await using fun = parallelAt(redis.url);
  const stop = new AbortController();
  const options = { problem: countedProblem({ ms: 30_000 }), signal: stop.signal };
  const ended = assertRejects(() => collect(fun.evaluate(rowsOf(1), options)), Error, "enough");
  await until("it is at work", () => machine.describe().includes("1 under way"));
  proxy.become("cut");
  await machine[Symbol.asyncDispose]();
  stop.abort(new Error("enough"));
  await ended;
});

testOnRedis(
  "a row goes on if its machine was out of reach for longer than its lease",
  async (redis) => {
    await using proxy = startProxy(redis.port);
    const url = redis.url.replace(`${redis.port}`, `${proxy.port}`);
    await using machine = await startHere({ url }, [], { leaseMs: 1000 });
    await using fun = parallelAt(redis.url);
    const rows = collect(fun.evaluate(rowsOf(1), { problem: countedProblem({ ms: 5000 }) }));
    await until("it is at work", () => machine.describe().includes("1 under way"));
    proxy.become("cut");
    await delay(2500);
    proxy.become("open");
    const [{ attempt, responses }] = await rows;
    assertEquals([attempt, responses], [1, await expectedOf(1)]);
  },
);

testOnRedis(
  "both sides need no more of Redis than the keys of their queue",
  async ({ url, port }) => {
    const admin = new Redis(url);
    const rights = [`~spot:${name}:*`, `~bull:spot-${name}-*`, `&spot:${name}:*`, "+@all"]
      .concat(["-@admin", "-@dangerous", "+info", "+client|setname"]);
    await admin.call("ACL", "SETUSER", "bob", "on", `>${secret}`, ...rights);
    admin.disconnect();
    const bounded = `redis://bob:${secret}@127.0.0.1:${port}`;
    {
      await using _machine = await startHere({ url: bounded });
      await using fun = parallelAt(bounded);
      const results = await collect(
        fun.evaluate(rowsOf(3), { problem: countedProblem({ ms: 0 }) }),
      );
      assertEquals(valuesOf(results), await expectedOf(3));
    }
    const place = `Cannot use Redis at 127.0.0.1:${port}: NOPERM`;
    await assertRejects(() => startHere({ url: bounded }, [], { name: "another" }), Error, place);
    await using fun = makeParallel(counted, { method: queue({ url: bounded, name: "another" }) });
    const options = { problem: countedProblem({}) };
    await assertRejects(() => collect(fun.evaluate(rowsOf(1), options)), Error, place);
  },
);

testOnRedis("work --clean removes what is of its queue, and of no other", async ({ url }) => {
  const redis = new Redis(url);
  const id = "0".repeat(32);
  const keys = ["a", "a-b", "a.b"].flatMap((queue) => [
    `spot:${queue}:machines`,
    `bull:spot-${queue}-${id}:meta`,
  ]);
  for (const key of keys) await redis.set(key, "1");
  assertEquals(await cleanQueue({ url, name: "a" }), 2);
  assertEquals((await redis.keys("*")).sort(), keys.slice(2).sort());
  redis.disconnect();
});

testOnRedis("a script sees a machine if its label is long", async (redis) => {
  const label = "x".repeat(300);
  await using _machine = await startHere(redis, [], { label });
  const client = new Redis(redis.url);
  const [{ value }] = await new Presence(client, new Keys(name).machines).list();
  client.disconnect();
  assertEquals(toMachine(value)?.label, label.slice(0, 200));
});
