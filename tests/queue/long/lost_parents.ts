/** A script that is killed ten times in one run. */
import { makeParallel } from "../../../backends/make_parallel.ts";
import { queue } from "../../../backends/queue/queue.ts";
import { config } from "../../cli/import_map.ts";
import { startRedis } from "../_redis.ts";
import { collect, countedProblem, countsOf, rowsOf } from "../_rows.ts";
import { startWork } from "../_work.ts";
import { counted } from "../fixtures/counted.ts";
import { hold, judge } from "./_report.ts";

const name = "parents";
const rows = 600;
const kills = 10;

/** Starts the script and kills it when it has got some rows, or before it has got any. */
async function killParent(url: string, file: string, atRow: number): Promise<void> {
  const script = new URL("../fixtures/parent.ts", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", ...config, script, url, name, `${rows}`, file],
    stdout: "piped",
  }).spawn();
  let said = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    said += text;
    if (said.split("\n").length > atRow) break;
  }
  child.kill("SIGKILL");
  await child.status;
}

/** Runs it. */
export async function lostParents(): Promise<void> {
  await using redis = await startRedis();
  const { url } = redis;
  const dir = await Deno.makeTempDir();
  const file = `${dir}/rows`;
  const module = new URL("../fixtures/counted.ts", import.meta.url).pathname;
  const args = ["--cores", "2", "--method", "worker", "--module", module];
  await using _first = await startWork({ url, name, args });
  await using _second = await startWork({ url, name, args });
  // What was done before counts as rows that come at once.
  for (let i = 0; i < kills; i++) await killParent(url, file, 1 + 50 * i);
  await using fun = makeParallel(counted, { method: queue({ url, name }) });
  const results = await collect(fun.evaluate(rowsOf(rows), { problem: countedProblem({ file }) }));
  await judge(`${kills} killed parents`, results, rows);
  const counts = await countsOf(file, rows);
  const twice = counts.filter((count) => count > 1).length;
  hold("rows evaluated twice", twice === 0, twice);
  await Deno.remove(dir, { recursive: true });
}
