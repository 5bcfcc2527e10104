import { assertEquals, assertStringIncludes } from "@std/assert";

/** Runs a script to its end, or for some seconds. */
async function run(source: string, seconds: number): Promise<{ code: number; stderr: string }> {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(file, source);
  const flags = new TextDecoder().decode(
    (await new Deno.Command(Deno.execPath(), { args: ["task", "-q", "std"] }).output()).stdout,
  ).trim().split(/\s+/).filter(Boolean);
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      `--config=${new URL("../../../deno.json", import.meta.url).pathname}`,
      "--no-check",
      "--quiet",
      ...flags,
      file,
    ],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const timer = setTimeout(() => child.kill("SIGKILL"), seconds * 1000);
  const { code, stderr } = await child.output();
  clearTimeout(timer);
  await Deno.remove(file);
  return { code, stderr: new TextDecoder().decode(stderr) };
}

const root = new URL("../../../", import.meta.url);
const script = (end: string) => `
import { makeParallel } from "${root}backends/make_parallel.ts";
import { wellBehaved } from "${root}backends/testing_objectives.ts";
const variables = ["a", "b"].map((name) => (
  { name, type: "float", lower: 0, upper: 9, transform: "none" } as const
));
const problem = { seed: 1, variables, controls: {} };
const fun = makeParallel(wellBehaved, { numCores: 1 });
for await (const _ of fun.evaluate([{ row: 0, x: [1, 2], replicate: 0 }], { problem })) { /* */ }
${end}
`;

Deno.test("makeParallel() says what to close if a script does not end", async () => {
  const { stderr } = await run(script(""), 15);
  assertStringIncludes(stderr, "keep it from ending");
  assertStringIncludes(stderr, "await using");
  assertEquals(stderr.trim().split("\n").length, 1);
});

Deno.test("makeParallel() says nothing if it is closed", async () => {
  const { code, stderr } = await run(script("await fun[Symbol.asyncDispose]();"), 30);
  assertEquals([code, stderr], [0, ""]);
});
