/**
 * Rows through Redis, as ratios within one run: two machines, each a process of its own on this one.
 *
 * Run as `deno run -A $(deno task -q std) bench/queue_bench.ts [waiting] [computing] [throughput] [memory]
 * [arrival]`.
 *
 * @module
 */
import process from "node:process";
import { queue } from "../backends/queue/queue.ts";
import { makeParallel } from "../backends/make_parallel.ts";
import type { ParallelOptions } from "../backends/parallel_options.ts";
import type {
  BatchObjective,
  EvaluationTask,
  Objective,
  Problem,
} from "../spot/core/objective/mod.ts";
import { startRedis } from "../tests/queue/_redis.ts";
import { startWork, type Work } from "../tests/queue/_work.ts";
import { busy, busyStepsPerMs, noOp, wait } from "./backends/objectives.ts";
import { ServerCosts, type ServerReading } from "./queue/server_costs.ts";

const module = new URL("./backends/objectives.ts", import.meta.url).pathname;
const name = "bench";
const REPETITIONS = 3;

await using redis = await startRedis();
using costs = new ServerCosts(redis.url);
const method = queue({ url: redis.url, name, minCores: 2 });

const startMachine = (): Promise<Work> =>
  startWork({ url: redis.url, name, args: ["--cores", "1", "--module", module] });

const float = { type: "float", lower: 0, upper: 1e6, transform: "none" } as const;

function problemOf(width = 1, controls: Record<string, unknown> = {}): Problem {
  const variables = Array.from({ length: width }, (_, i) => ({ name: `x${i}`, ...float }));
  return { seed: 1, variables, controls };
}

function tasksOf(n: number, value: number, width = 1): EvaluationTask[] {
  const x = Array.from({ length: width }, (_, i) => value + i / 7);
  return Array.from({ length: n }, (_, row) => ({ row, x, replicate: 0 }));
}

function print(what: string, value: string, goal = ""): void {
  console.log(`  ${what.padEnd(48)} ${value.padStart(12)}   ${goal}`);
}

async function time(
  fun: BatchObjective,
  tasks: readonly EvaluationTask[],
  problem: Problem,
): Promise<number> {
  const start = performance.now();
  for await (const _ of fun.evaluate(tasks, { problem }));
  return performance.now() - start;
}

/** Results of an earlier repetition are not taken: each has a run of its own. */
const nextProblem = (() => {
  let repetition = 0;
  return (controls: Record<string, unknown> = {}, width = 1) =>
    problemOf(width, { ...controls, repetition: repetition++ });
})();

/** The pool is idle while the queue is measured. */
function onWarning(): void {}

const waiting = () => efficiency("wait", wait);
const computing = () => efficiency("compute", busy);

/** The pool and the queue in turn, so that the machine's other load meets both; the best of each. */
async function efficiency(kind: string, objective: Objective): Promise<void> {
  console.log(
    "\n2 machines of 1 core against the pool with 2 subprocesses: its time / the queue's",
  );
  await using pool = makeParallel(objective, { method: "subprocess", numCores: 2, onWarning });
  await using queued = makeParallel(objective, { method, onWarning });
  const stepsPerMs = busyStepsPerMs();
  for (const [ms, goal] of [[50, 0.93], [1000, 0.99]] as const) {
    const [poolTimes, queueTimes]: [number[], number[]] = [[], []];
    for (let i = 0; i < (ms === 50 ? REPETITIONS : 1); i++) {
      const problem = nextProblem({ stepsPerMs });
      for (const fun of [pool, queued]) await time(fun, tasksOf(10, 2), problem);
      poolTimes.push(await time(pool, tasksOf(100, ms), problem));
      queueTimes.push(await time(queued, tasksOf(100, ms), problem));
    }
    const ratio = Math.min(...poolTimes) / Math.min(...queueTimes);
    print(`100 rows of ${ms} ms that ${kind}`, ratio.toFixed(3), `at least ${goal}`);
  }
}

async function throughput(): Promise<void> {
  console.log("\nRows that cost nothing: rows per second");
  await using local = makeParallel(noOp, { method: "subprocess", numCores: 2, onWarning });
  await time(local, tasksOf(2000, 0), nextProblem());
  const poolMs = await time(local, tasksOf(100_000, 0), nextProblem());
  print("pool with 2 subprocesses", Math.round(1e8 / poolMs).toLocaleString("en"));
  await rowsPerSecond("chunks by measured cost", 100_000, { method }, "at least 30,000");
  await rowsPerSecond("one row per job", 4000, { method, chunkSize: 1 }, "at least 800");
}

async function rowsPerSecond(what: string, rows: number, options: ParallelOptions, goal: string) {
  await using fun = makeParallel(noOp, { ...options, onWarning });
  await time(fun, tasksOf(2000, 0), nextProblem());
  let best = Infinity;
  const [before, cpu] = [await costs.read(), process.cpuUsage()];
  for (let i = 0; i < REPETITIONS; i++) {
    best = Math.min(best, await time(fun, tasksOf(rows, i), nextProblem()));
  }
  const [after, { user, system }] = [await costs.read(), process.cpuUsage(cpu)];
  print(what, Math.round(rows / best * 1000).toLocaleString("en"), goal);
  printCosts(before, after, { rows: REPETITIONS * rows, parentMs: (user + system) / 1000 });
}

function printCosts(
  before: ServerReading,
  after: ServerReading,
  { rows, parentMs }: { readonly rows: number; readonly parentMs: number },
): void {
  const per = (key: "cpuMs" | "inBytes" | "outBytes" | "commands") =>
    (after[key] - before[key]) / rows;
  print("  parent, microseconds of a core per row", (1000 * parentMs / rows).toFixed(1));
  print("  Redis, microseconds of a core per row", (1000 * per("cpuMs")).toFixed(1));
  print("  bytes per row, to Redis", per("inBytes").toFixed(0));
  print("  bytes per row, from Redis", per("outBytes").toFixed(0));
  const calls = [...after.calls].map(([command, count]) =>
    [command, (count - (before.calls.get(command) ?? 0)) / rows] as const
  ).filter(([, count]) => count > 0.01).sort((a, b) => b[1] - a[1]);
  const sum = calls.reduce((total, [, count]) => total + count, 0);
  print("  commands per row, those of scripts too", sum.toFixed(2));
  console.log(
    `    ${calls.map(([command, count]) => `${command} ${count.toFixed(2)}`).join(", ")}`,
  );
}

async function memory(): Promise<void> {
  console.log("\n100,000 rows of 10 values, 10 MB of data: Redis' memory, MB");
  const dataSet = crypto.getRandomValues(new Uint8Array(65536));
  const data = Array.from({ length: 160 }, (_, i) => dataSet.map((byte) => byte ^ (i * 37)));
  const before = (await costs.read()).memoryBytes;
  const run = (async () => {
    await using fun = makeParallel(noOp, { method, onWarning });
    await time(fun, tasksOf(100_000, 1, 10), nextProblem({ data }, 10));
  })();
  const most = await costs.mostMemory(run);
  await run;
  // Buffers of connections are given back by and by.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const { memoryBytes } = await costs.read();
  print("at most, beyond what it began with", ((most - before) / 1e6).toFixed(1), "under 100");
  console.log(`    keys at the end: ${(await costs.keys()).join(", ")}`);
  print("at the end", ((memoryBytes - before) / 1e6).toFixed(1), "about 0");
}

async function arrival(): Promise<void> {
  console.log("\nA machine joins in the middle of 100 rows of 100 ms");
  await using fun = makeParallel(wait, { method: queue({ url: redis.url, name }), onWarning });
  let [rows, joinedMs, firstMs]: [number, number, number] = [0, Infinity, Infinity];
  let joining: Promise<Work> | undefined;
  for await (const result of fun.evaluate(tasksOf(100, 100), { problem: nextProblem() })) {
    if (++rows === 10) {
      joining = startMachine();
      joining.then(() => joinedMs = performance.now());
    }
    if (result.worker > 0 && firstMs === Infinity) firstMs = performance.now() - 100;
  }
  await (await joining)?.[Symbol.asyncDispose]();
  print("ms from its first line to its first row", (firstMs - joinedMs).toFixed(0), "under 1000");
}

const parts = { waiting, computing, throughput, memory, arrival };
const asked = Deno.args.length > 0 ? Deno.args : Object.keys(parts);
const load = () => `load ${Deno.loadavg()[0].toFixed(1)}`;
console.log(load());
{
  await using first = await startMachine();
  if (asked.includes("arrival")) await arrival();
  await using second = await startMachine();
  void first;
  for (const part of ["waiting", "computing", "throughput", "memory"] as const) {
    if (asked.includes(part)) await parts[part]();
  }
  void second;
}
console.log(load());
