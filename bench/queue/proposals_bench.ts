/**
 * What the tuner itself takes for batches as wide as a thousand machines.
 *
 * Run as `deno run -A $(deno task -q std) bench/queue/proposals_bench.ts <known points> <proposals ...>`.
 * Processor time (all threads), so that a busy machine does not matter.
 *
 * @module
 */
import process from "node:process";
import { designControlInit, funControlInit, Spot } from "../../mod.ts";

const K = 6;
const [known = 100, ...sizes] = Deno.args.map(Number);

function spend<T>(what: string, run: () => T): T {
  const cpu = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(cpu);
  const mb = Deno.memoryUsage().rss / 1e6;
  console.log(
    `${what.padEnd(40)} ${((user + system) / 1e6).toFixed(2).padStart(8)} s ${
      mb.toFixed(0).padStart(6)
    } MB`,
  );
  return result;
}

const fun = (x: readonly number[]) => x.reduce((sum, v, i) => sum + (i + 1) * (v - 0.4) ** 2, 0);
const funControl = funControlInit({
  lower: Array.from({ length: K }, () => 0),
  upper: Array.from({ length: K }, () => 1),
  funEvals: 1e6,
  maxTime: Infinity,
  seed: 1,
});
for (const size of sizes) {
  const designControl = designControlInit({ initSize: known });
  const spot = new Spot({ fun, funControl, designControl });
  const design = spend(`design of ${known} points`, () => spot.ask(known));
  spot.tell(design.map(({ x }) => x), design.map(({ x }) => fun(x)));
  spend(`${size} proposals after ${known} points`, () => spot.ask(size));
}
