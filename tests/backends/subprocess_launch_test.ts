import { assertEquals, assertThrows } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import { prepareLaunch, refuseCompiled } from "../../backends/subprocess/subprocess_launch.ts";
import { tree } from "./fixtures/tree.ts";
import { subprocess } from "../../backends/subprocess/subprocess.ts";

const { moduleUrl } = tree;

Deno.test("refuseCompiled() tells a compiled program what works for it", () => {
  const told =
    'Use method "worker", with the objective\'s module in `deno compile --include`, or ' +
    'method "sequential"';
  assertThrows(() => refuseCompiled(true, []), Error, told);
  const started = prepareLaunch({ moduleUrl, allow: [] }).args;
  assertThrows(() => refuseCompiled(false, started), Error, told);
  refuseCompiled(false, ["run", "--method=subprocess"]);
});

Deno.test("prepareLaunch() lets a subprocess end programs only if its objective may start any", () => {
  const launchFor = (...allow: string[]) => {
    const { args, hasTree, run } = prepareLaunch({ moduleUrl, allow });
    const mayRun = args.filter((arg) => arg.startsWith("--allow-run"));
    return [hasTree, run, mayRun, args.includes("--unstable-worker-options")];
  };
  assertEquals(launchFor("env", "net=run.org"), [false, "inherit", [], false]);
  assertEquals(launchFor("run"), [true, "inherit", ["--allow-run"], false]);
  assertEquals(launchFor("run=a,b", "run=c"), [true, ["a", "b", "c"], ["--allow-run"], true]);
  assertEquals(launchFor("ffi=/lib.so"), [true, false, ["--allow-run"], true]);
});

const variable = { type: "float", lower: 0, upper: 9, transform: "none" } as const;
const problem = { seed: 1, variables: [{ ...variable, name: "a" }], controls: {} };

Deno.test("makeParallel() lets an objective start what 'allow' names, and nothing else", async () => {
  const attempt = async (...allow: string[]) => {
    const options = { method: subprocess({ allow }), numCores: 1, onError: "record" } as const;
    await using fun = makeParallel(tree, options);
    const results = fun.evaluate([{ row: 0, x: [1], replicate: 0 }], { problem });
    for await (const { responses: y, failure } of results) {
      return failure?.message.slice(0, 31) ?? y[0];
    }
  };
  assertEquals(await attempt("run"), 1);
  assertEquals(await attempt(`run=${Deno.execPath()}`), 1);
  for (const allow of [[], ["ffi"], ["run=/no/such/program"]]) {
    assertEquals(await attempt(...allow), "NotCapable: Requires run access");
  }
});
