/** Rows that end their process, never end, or take all memory; and one that ends whole machines. */
import { makeParallel } from "../../../backends/make_parallel.ts";
import { queue } from "../../../backends/queue/queue.ts";
import { config } from "../../cli/import_map.ts";
import { startRedis } from "../_redis.ts";
import { collect, countedProblem, rowsOf } from "../_rows.ts";
import { startWork } from "../_work.ts";
import { hostile } from "../fixtures/hostile.ts";
import { poison } from "../fixtures/poison.ts";
import { hold } from "./_report.ts";

const name = "hostile";
const problem = countedProblem({});
const fixture = (file: string) => new URL(`../fixtures/${file}`, import.meta.url).pathname;

/** Keeps a machine there, as whatever starts machines does; by the number of starts it tells how often it died. */
function keepMachine(args: readonly string[]) {
  let [starts, isOver] = [0, false];
  let child: Deno.ChildProcess;
  const keeping = (async () => {
    while (!isOver) {
      starts++;
      child = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--quiet", ...config, fixture("machine.ts"), ...args],
        stderr: "null",
      }).spawn();
      await child.status;
    }
  })();
  return {
    starts: () => starts,
    async [Symbol.asyncDispose]() {
      isOver = true;
      child.kill("SIGKILL");
      await keeping;
    },
  };
}

/** Runs it. */
export async function hostileRows(): Promise<void> {
  await using redis = await startRedis();
  const { url } = redis;
  const method = queue({ url, name });
  const onWarning = () => {};
  {
    const limits = ["--row-timeout", "20000", "--max-heap", "64", "--cores", "2"];
    const args = [...limits, "--module", fixture("hostile.ts")];
    await using _machine = await startWork({ url, name, args });
    await using fun = makeParallel(hostile, { method, onError: "record", onWarning });
    const results = await collect(fun.evaluate(rowsOf(8), { problem }));
    const kinds = results.sort((a, b) => a.row - b.row).map(({ failure }) => failure?.kind ?? "ok");
    const expected = "ok ok timeout crash crash ok ok ok";
    hold("rows that loop, take all memory, exit", kinds.join(" ") === expected, kinds.join(" "));
  }
  const args = [url, name, "2000", poison.moduleUrl];
  await using first = keepMachine(args);
  await using second = keepMachine(args);
  await using fun = makeParallel(poison, { method, onError: "record", onWarning });
  const results = await collect(fun.evaluate(rowsOf(100), { problem }));
  const failed = results.filter(({ failure }) => failure);
  const found = failed.map(({ row, failure }) => `${row} (${failure?.message})`).join();
  hold("a row that ends its machine", failed.length === 1 && failed[0].row === 3, found);
  hold("all other rows", new Set(results.map(({ row }) => row)).size === 100, results.length);
  console.log(`     machines that it ended: ${first.starts() + second.starts() - 2}`);
}
