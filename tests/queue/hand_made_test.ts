import { assert, assertEquals, assertMatch } from "@std/assert";
import { Redis } from "ioredis";
import { makeParallel } from "../../backends/make_parallel.ts";
import { ownEngine } from "../../backends/queue/announcement.ts";
import { Keys } from "../../backends/queue/keys.ts";
import { describeModule, objectiveId } from "../../backends/queue/objective_files.ts";
import { problemName } from "../../backends/queue/problem_store.ts";
import { queue } from "../../backends/queue/queue.ts";
import { toJobData } from "../../backends/queue/row_job.ts";
import { ModuleGraph } from "../../backends/modules/module_graph.ts";
import { until } from "./_delay.ts";
import { collect, countedProblem, expectedOf, rowsOf, valuesOf } from "./_rows.ts";
import { name, startHere, testOnRedis } from "./_setting.ts";
import { counted } from "./fixtures/counted.ts";

const problem = countedProblem({ ms: 0 });
const run = "0".repeat(32);
const rows = toJobData(rowsOf(2), { run, problem: problemName(problem) });
const packed = (...numbers: number[]) =>
  btoa(String.fromCharCode(...new Uint8Array(Float64Array.from(numbers).buffer)));
const other = (fields: Readonly<Record<string, unknown>>) => ({ ...rows, others: [[0, [fields]]] });

/** Data of jobs that no script would write, and why they are refused. */
const refused: readonly (readonly [unknown, RegExp])[] = [
  [null, /no record/],
  [[rows], /no record/],
  ["import('https://example.org')", /no record/],
  [{ ...rows, run: undefined }, /no run/],
  [{ ...rows, run: "*" }, /no run/],
  [{ ...rows, problem: "../problem" }, /no run and problem/],
  [{ ...rows, rows: 0 }, /1 to 4096 rows/],
  [{ ...rows, rows: 1e9 }, /1 to 4096 rows/],
  [{ ...rows, rows: 1.5 }, /1 to 4096 rows/],
  [{ ...rows, rows: 3 }, /numbers are not its rows'/],
  [{ ...rows, width: 1e9 }, /numbers are not its rows'/],
  [{ ...rows, numbers: "eval(1)" }, /no base64/],
  [{ ...rows, numbers: {} }, /no base64/],
  [{ ...rows, numbers: packed(0, 0, NaN, 1, 0, 1) }, /x must hold numbers/],
  [{ ...rows, numbers: packed(-1, 0, 1, 1, 0, 1) }, /row must have its number/],
  [{ ...rows, numbers: packed(0, 0.5, 1, 1, 0, 1) }, /row must have its number/],
  [{ ...rows, numbers: packed(0, 0, 1, 0, 0, 2) }, /row 0 is repeated/],
  [{ ...rows, width: 2, numbers: packed(0, 0, 1, 1, 1, 0, 1, 1) }, /one value per free variable/],
  [{ ...rows, others: "[]" }, /no list/],
  [{ ...rows, others: [[2, [{}]]] }, /of no row/],
  [{ ...rows, others: [[0, [{}, "§"]]] }, /no base64/],
  [other({ limits: { steps: [1], values: [] } }), /limits must be a curve/],
  [other({ budget: "1" }), /budget must be a number/],
  [other({ predecessor: -1 }), /predecessor/],
  [other({ checkpoint: "1" }), /checkpoint/],
];

/** A client that writes what it likes. */
async function strangerOf({ url }: { readonly url: string }) {
  const redis = new Redis(url);
  const [meta] = await redis.keys("bull:*:meta");
  const jobs = meta.replace(/:meta$/, "");
  return {
    redis,
    async add(id: string, fields?: Readonly<Record<string, string>>): Promise<void> {
      if (fields) await redis.hset(`${jobs}:${id}`, fields);
      await redis.lpush(`${jobs}:wait`, id);
      await redis.zadd(`${jobs}:marker`, 0, "0");
    },
    [Symbol.dispose]: () => redis.disconnect(),
  };
}

testOnRedis("a machine refuses jobs that were made by hand, and goes on", async (redis) => {
  const said: string[] = [];
  await using _machine = await startHere(redis, said);
  const warned: string[] = [];
  await using fun = makeParallel(counted, {
    method: queue({ url: redis.url, name }),
    onWarning: (warning) => warned.push(warning),
  });
  await collect(fun.evaluate(rowsOf(1), { problem }));
  using stranger = await strangerOf(redis);
  const refuses = (id: string) => {
    const line = () => said.find((text) => text.startsWith(`Refuses job ${id}: `));
    return until(`job ${id} is refused`, () => line() !== undefined).then(() => line()!);
  };
  for (const [i, [data, why]] of refused.entries()) {
    const id = `job ${i}`;
    await stranger.add(id, { name: "rows", data: JSON.stringify(data), opts: "{}" });
    assertMatch(await refuses(id), why);
  }
  const raw = { name: "rows", data: JSON.stringify(rows), opts: "{}" };
  await stranger.add("no json", { ...raw, data: "{" });
  await stranger.add("no options", { ...raw, opts: "{" });
  await stranger.add("nothing");
  await stranger.add("a:b", { name: "rows" });
  for (const id of ["no json", "nothing", "a:b"]) await refuses(id);
  await until("it is told", () => said.some((line) => line.startsWith("A job cannot be read")));
  const keys = new Keys(name);
  const hostile = { ...problem, seed: 126 };
  await stranger.redis.hset(keys.problem(run), "pieces", 1, "0", "no problem");
  await stranger.add("problem", { ...raw, data: JSON.stringify({ ...rows, problem: run }) });
  await refuses("problem");
  const long = "f".repeat(32);
  await stranger.redis.hset(keys.problem(long), "pieces", 1, "0", "x".repeat(9e6));
  await stranger.add("long", { ...raw, data: JSON.stringify({ ...rows, problem: long }) });
  assertMatch(await refuses("long"), /not in pieces/);
  const name126 = problemName(hostile);
  await stranger.redis.copy(keys.problem(problemName(problem)), keys.problem(name126));
  await stranger.add("another", { ...raw, data: JSON.stringify({ ...rows, problem: name126 }) });
  assertMatch(await refuses("another"), /not the problem of its name/);
  for (const channel of [keys.cancelled, keys.wishes, keys.arrivals]) {
    await stranger.redis.publish(channel, "{");
  }
  await stranger.redis.hset(keys.objectives, "x", "{", "y", '{"exportName":"x;import(1)"}');
  const results = await collect(fun.evaluate(rowsOf(5), { problem }));
  assertEquals(valuesOf(results), await expectedOf(5));
  assertEquals(warned, []);
});

testOnRedis("queue() evaluates a row again if what is in Redis is no outcome", async (redis) => {
  await using _machine = await startHere(redis);
  const warned: string[] = [];
  const onWarning = (warning: string) => warned.push(warning);
  await using fun = makeParallel(counted, { method: queue({ url: redis.url, name }), onWarning });
  await collect(fun.evaluate(rowsOf(8), { problem }));
  const stranger = new Redis(redis.url);
  const [hash] = await stranger.keys("spot:*:rows");
  const kinds = ["{", "null", "[]", '["m",0,0,0,0,0,[{"a":1}]]', '["m",-1,0,0,0,0,[1]]']
    .concat('["m",0,0,0,0,0,[1],[{"failure":{"kind":"eval","message":""}}]]')
    .concat('["m",0,0,1e999,0,0,[1]]', '["m",0,0,0,0,0,[1],[{"row":3}]]');
  const names = await stranger.hkeys(hash);
  for (const [i, row] of names.entries()) await stranger.hset(hash, row, kinds[i]);
  stranger.disconnect();
  const results = await collect(fun.evaluate(rowsOf(8), { problem }));
  assertEquals(valuesOf(results), await expectedOf(8));
  assertEquals(warned.length, 8);
});

testOnRedis("both sides tell of other versions and other arithmetic, by name", async (redis) => {
  const keys = new Keys(name);
  const module = describeModule(counted.moduleUrl, new ModuleGraph(counted.moduleUrl));
  const stranger = new Redis(redis.url);
  const announce = async (id: string, more: object) => {
    const machine = { ...ownEngine, label: id, cores: 1, modules: [module], refused: {}, ...more };
    await stranger.sadd(keys.machines, id);
    await stranger.set(`${keys.machines}:${id}`, JSON.stringify(machine));
  };
  const ids = ["a", "b", "c"].map((letter) => letter.repeat(12));
  const old = { ...module, digest: "1".repeat(32) };
  await announce(ids[0], { spot: "0.0.1", modules: [old] });
  await announce(ids[1], { deno: "1.0.0", arithmetic: "0" });
  await announce(ids[2], { label: "\x1b[2J", arithmetic: "1" });
  const wanted = { ...module, ...ownEngine, exportName: "counted", arithmetic: "0", deno: "1.0.0" };
  const older = { ...wanted, digest: "2".repeat(32), spot: "0.0.1" };
  for (const entry of [wanted, older]) {
    await stranger.hset(keys.objectives, objectiveId(entry, "counted"), JSON.stringify(entry));
  }
  const [said, warned]: string[][] = [[], []];
  await using _machine = await startHere(redis, said);
  const onWarning = (warning: string) => warned.push(warning);
  await using fun = makeParallel(counted, { method: queue({ url: redis.url, name }), onWarning });
  await collect(fun.evaluate(rowsOf(1), { problem }));
  stranger.disconnect();
  assert(warned.some((text) => text.startsWith(`Machine ${ids[0]} has Spot 0.0.1`)), `${warned}`);
  assert(warned.some((text) => text.startsWith(`Machine ${ids[1]} (Deno 1.0.0) has other bits`)));
  assert(!warned.some((text) => text.includes("\x1b")));
  assert(said.some((line) => line.includes("the script has Spot 0.0.1")), `${said}`);
  assert(said.some((line) => /script of 'counted' \(Deno 1.0.0\) has other bits/.test(line)));
});
