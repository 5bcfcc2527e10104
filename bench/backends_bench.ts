/**
 * The backends against each other, as ratios within one run:
 * `deno run -A bench/backends_bench.ts`. Best of several repetitions, as other load on
 * the machine only adds time.
 */
import { makeParallel } from "../backends/make_parallel.ts";
import type { EvaluationTask, Objective, Problem } from "../spot/core/objective/mod.ts";
import type { ParallelOptions } from "../backends/parallel_options.ts";
import { busy, busyStepsPerMs, noOp, wait } from "./backends/objectives.ts";

const methods = ["sequential", "worker", "subprocess"] as const;
const parallelMethods = ["worker", "subprocess"] as const;
const REPETITIONS = 4;

function problemWith(controls: Record<string, unknown> = {}): Problem {
  const variable = { name: "ms", type: "float", lower: 0, upper: 1e6, transform: "none" } as const;
  return { seed: 1, variables: [variable], controls };
}

function tasksOf(n: number, valueOf: (row: number) => number): EvaluationTask[] {
  return Array.from({ length: n }, (_, row) => ({ row, x: [valueOf(row)], replicate: 0 }));
}

interface Timing {
  /** Opening the pool, evaluating and closing it. */
  readonly coldMs: number;
  /** The best evaluation in an open pool. */
  readonly warmMs: number;
}

async function time(
  objective: Objective,
  tasks: readonly EvaluationTask[],
  options: ParallelOptions,
  { problem = problemWith(), repetitions = REPETITIONS } = {},
): Promise<Timing> {
  const times: number[] = [];
  const opened = performance.now();
  await using fun = makeParallel(objective, { onError: "record", ...options });
  for (let i = 0; i < repetitions; i++) {
    const start = i === 0 ? opened : performance.now();
    for await (const _ of fun.evaluate(tasks, { problem }));
    times.push(performance.now() - start);
  }
  return { coldMs: times[0], warmMs: Math.min(...times) };
}

/** One evaluation, after a few short rows have opened the pool and warmed up the code. */
async function timeWarm(
  objective: Objective,
  tasks: readonly EvaluationTask[],
  options: ParallelOptions,
  problem: Problem,
): Promise<number> {
  await using fun = makeParallel(objective, options);
  for await (const _ of fun.evaluate(tasksOf(20, () => 2), { problem }));
  const start = performance.now();
  for await (const _ of fun.evaluate(tasks, { problem }));
  return performance.now() - start;
}

function print(what: string, value: string, target = ""): void {
  console.log(`  ${what.padEnd(44)} ${value.padStart(14)}   ${target}`);
}

async function throughput(): Promise<void> {
  console.log("\nRows that cost nothing, 2 cores, chunks by measured cost: rows per second");
  const goals = { sequential: "", worker: "at least 300,000", subprocess: "at least 150,000" };
  const n = 300_000;
  const tasks = tasksOf(n, (row) => row);
  let reference = 0;
  for (const method of methods) {
    const { warmMs } = await time(noOp, tasks, { method, numCores: 2 });
    reference ||= warmMs;
    const rate = Math.round(n / warmMs * 1000).toLocaleString("en");
    print(`${method} (${(reference / warmMs).toFixed(2)} x sequential)`, rate, goals[method]);
  }
}

async function overhead(): Promise<void> {
  console.log("\nRows that cost nothing, one per message, 2 cores: microseconds per row");
  const goals = { worker: "at most 60", subprocess: "at most 150" };
  const tasks = tasksOf(5000, (row) => row);
  for (const method of parallelMethods) {
    const { warmMs } = await time(noOp, tasks, { method, numCores: 2, chunkSize: 1 });
    print(method, (warmMs / tasks.length * 1000).toFixed(1), goals[method]);
  }
}

async function efficiency(objective: Objective, kind: string, problem: Problem): Promise<void> {
  console.log(`\n100 rows of about 50 ms that ${kind}: efficiency on 2 cores, pool open`);
  const shapes = [
    ["equal", () => 50, "at least 0.97"],
    ["unequal (5 to 95 ms)", (row: number) => 5 + (row * 37 % 100) * 0.9, "at least 0.95"],
  ] as const;
  for (const [shape, valueOf, goal] of shapes) {
    const tasks = tasksOf(100, valueOf);
    const sequentialMs = await timeWarm(objective, tasks, { method: "sequential" }, problem);
    for (const method of parallelMethods) {
      const ms = await timeWarm(objective, tasks, { method, numCores: 2 }, problem);
      print(`${method}, ${shape}`, (sequentialMs / ms / 2).toFixed(3), goal);
    }
  }
}

async function startUp(): Promise<void> {
  console.log("\nOpen a pool, evaluate one row that costs nothing, close: milliseconds");
  for (const method of parallelMethods) {
    for (const numCores of [1, 2]) {
      const times: number[] = [];
      for (let i = 0; i < 5; i++) {
        const tasks = tasksOf(numCores, () => 1);
        times.push((await time(noOp, tasks, { method, numCores }, { repetitions: 1 })).coldMs);
      }
      print(
        `${method}, ${numCores} ${numCores === 1 ? "core" : "cores"}`,
        Math.min(...times).toFixed(1),
      );
    }
  }
}

async function memory(): Promise<void> {
  console.log("\nA million rows that cost nothing: growth of this process, MB");
  const tasks = tasksOf(100_000, (row) => row);
  const problem = problemWith();
  for (const method of methods) {
    await using fun = makeParallel(noOp, { method, numCores: 2, onError: "record" });
    let before = 0;
    for (let i = 0; i < 12; i++) {
      if (i === 2) before = Deno.memoryUsage().rss;
      for await (const _ of fun.evaluate(tasks, { problem }));
    }
    print(method, ((Deno.memoryUsage().rss - before) / 1e6).toFixed(1));
  }
}

await throughput();
await overhead();
await startUp();
await efficiency(wait, "wait", problemWith());
await efficiency(busy, "compute", problemWith({ stepsPerMs: busyStepsPerMs() }));
await memory();
