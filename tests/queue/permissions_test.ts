import { assert, assertEquals } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import { queue } from "../../backends/queue/queue.ts";
import { config } from "../cli/import_map.ts";
import { collect, countedProblem, rowsOf } from "./_rows.ts";
import { name, testOnRedis } from "./_setting.ts";
import { startWork } from "./_work.ts";
import { hostile } from "./fixtures/hostile.ts";

const root = new URL("../../", import.meta.url).pathname;
const fixture = (file: string) => new URL(`./fixtures/${file}`, import.meta.url).pathname;

/** What both sides need at least: the way to Redis, and the folder of the modules. */
const leastAt = (port: number) => [
  "--no-prompt",
  "--ignore-env",
  `--allow-net=127.0.0.1:${port}`,
  `--allow-read=${root}`,
];

testOnRedis(
  "a machine and a script need no more than Redis and their modules' folder",
  async (redis) => {
    const { url, port } = redis;
    const least = leastAt(port);
    await using machine = await startWork({
      url,
      name,
      flags: [...least, `--allow-run=${Deno.execPath()}`],
      args: ["--cores", "1", "--row-timeout", "1000"]
        .concat(["--module", fixture("counted.ts"), "--module", fixture("hostile.ts")]),
    });
    const script = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", ...least, ...config, fixture("parent.ts"), url, name, "3"],
    }).output();
    assertEquals(new TextDecoder().decode(script.stdout), "1\n2\n3\n");
    assert(script.success);

    // A row that never ends is ended where it runs.
    await using fun = makeParallel(hostile, { method: queue({ url, name }), onError: "record" });
    const results = await collect(fun.evaluate(rowsOf(3), { problem: countedProblem({}) }));
    const kinds = results.sort((a, b) => a.row - b.row).map(({ failure }) => failure?.kind);
    assertEquals(kinds, [undefined, undefined, "timeout"]);
    assert(!machine.said().includes(redis.password));
  },
);

testOnRedis("a machine with workers needs no subprocesses", async ({ url, port }) => {
  await using _machine = await startWork({
    url,
    name,
    flags: leastAt(port),
    args: ["--cores", "1", "--method", "worker", "--module", fixture("hostile.ts")],
  });
  await using fun = makeParallel(hostile, { method: queue({ url, name }) });
  const [{ responses }] = await collect(fun.evaluate(rowsOf(1), { problem: countedProblem({}) }));
  assertEquals(responses, [0]);
});
