/**
 * What a thousand machines ask of the script and of Redis, with machines whose cores only wait.
 *
 * Run as `deno run -A $(deno task -q std) bench/queue/width_bench.ts <machines> <cores each> <seconds per row>
 * <rows>`.
 *
 * @module
 */
import process from "node:process";
import { makeParallel } from "../../backends/make_parallel.ts";
import { queue } from "../../backends/queue/queue.ts";
import { startRedis } from "../../tests/queue/_redis.ts";
import { config } from "../../tests/cli/import_map.ts";
import { wait } from "../backends/objectives.ts";
import { ServerCosts } from "./server_costs.ts";

const [machines, cores, seconds, rows] = Deno.args.map(Number);
const name = "width";
await using redis = await startRedis();
using costs = new ServerCosts(redis.url);
const child = new Deno.Command(Deno.execPath(), {
  args: ["run", "-A", "--no-check", ...config, import.meta.resolve("./hollow_machines.ts")]
    .concat([redis.url, name, String(machines), String(cores)]),
  stdout: "piped",
}).spawn();
try {
  await child.stdout.getReader().read();
  const idle = await costs.read();
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const before = await costs.read();
  console.log(
    `${machines} machines that wait: Redis ${((before.cpuMs - idle.cpuMs) / 50).toFixed(1)} %`,
  );
  const method = queue({ url: redis.url, name, minCores: machines * cores });
  await using fun = makeParallel(wait, { method });
  const cpu = process.cpuUsage();
  const variables = [{
    name: "ms",
    type: "float",
    lower: 0,
    upper: 1e9,
    transform: "none",
  }] as const;
  const tasks = Array.from({ length: rows }, (_, row) => ({
    row,
    // Of unequal length, so that they do not all end at once.
    x: [1000 * seconds * (0.5 + ((row * 0.6180339887) % 1))],
    replicate: 0,
  }));
  const start = performance.now();
  let [done, last] = [0, start];
  for await (const _ of fun.evaluate(tasks, { problem: { seed: 1, variables, controls: {} } })) {
    done++;
    if (performance.now() - last < 10_000) continue;
    last = performance.now();
    console.log(`  ${((last - start) / 1000).toFixed(0)} s: ${done} rows`);
  }
  const ms = performance.now() - start;
  const after = await costs.read();
  const { user, system } = process.cpuUsage(cpu);
  const ideal = tasks.reduce((sum, { x }) => sum + x[0], 0) / (machines * cores);
  console.log(`${rows} rows in ${(ms / 1000).toFixed(1)} s, efficiency ${(ideal / ms).toFixed(3)}`);
  console.log(
    `parent: ${((user + system) / rows).toFixed(0)} us of a core per row, ` +
      `${(Deno.memoryUsage().rss / 1e6).toFixed(0)} MB`,
  );
  console.log(
    `Redis: ${(1000 * (after.cpuMs - before.cpuMs) / rows).toFixed(0)} us of a core per row, ` +
      `${(after.memoryBytes / 1e6).toFixed(0)} MB at the end; load ${Deno.loadavg()[0].toFixed(1)}`,
  );
} finally {
  child.kill("SIGKILL");
  await child.status;
}
