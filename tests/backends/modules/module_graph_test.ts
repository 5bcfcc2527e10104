import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { pathToFileURL } from "node:url";
import { makeParallel } from "../../../backends/make_parallel.ts";
import type { ParallelOptions } from "../../../backends/parallel_options.ts";
import { ModuleGraph } from "../../../backends/modules/module_graph.ts";
import { defineObjective, type Objective, type Problem } from "../../../spot/core/objective/mod.ts";
import { subprocess } from "../../../backends/subprocess/subprocess.ts";

const files: Readonly<Record<string, string>> = {
  "deno.json": `{ "imports": { "@lib/": "./lib/", "one": "./lib/one.ts" } }`,
  "main.ts":
    `import "./a.ts?query"; import "one"; import json from "./data.json" with { type: "json" };
    import "npm:vega"; import "jsr:@std/assert"; import "https://example.org/x.ts"; import "./none.ts";
    // import "./comment.ts"`,
  "a.ts": `await import("@lib/two.js"); export * from "./main.ts"; import "./sub/../b.ts"`,
  "b.ts": "",
  "comment.ts": "",
  "data.json": `{ "import": "./comment.ts" }`,
  "lib/one.ts": "",
  "lib/two.js": `import "/ABSOLUTE/b.ts"; import "URL/c.mjs"`,
  "c.mjs": "",
};

async function inProject(body: (folder: string, url: URL) => void | Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "a b#" }));
  const url = pathToFileURL(`${folder}/`);
  try {
    Deno.mkdirSync(`${folder}/lib`);
    for (const [name, text] of Object.entries(files)) {
      const full = text.replace("/ABSOLUTE", url.pathname.slice(0, -1)).replace("URL/", url.href);
      Deno.writeTextFileSync(`${folder}/${name}`, full);
    }
    await body(folder, url);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const names = (graph: ModuleGraph, { href }: URL) =>
  [...graph.digests.keys()].map((url) => url.slice(href.length)).sort();

Deno.test("ModuleGraph.digests has a module and all local files that it imports", async () => {
  await inProject((_, url) => {
    const graph = new ModuleGraph(new URL("main.ts?version=1", url).href);
    const expected = ["a.ts", "b.ts", "c.mjs", "data.json", "lib/one.ts", "lib/two.js", "main.ts"];
    assertEquals(names(graph, url), expected);
    // printf '' | sha256sum
    const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assertEquals(graph.digests.get(new URL("b.ts", url).href), empty);
  });
  assertEquals(new ModuleGraph("data:text/javascript,1").digests.size, 0);
  assertEquals(new ModuleGraph("https://example.org/a.ts").digests.size, 0);
  assertEquals(new ModuleGraph(undefined).digests.size, 0);
});

Deno.test("ModuleGraph.findChanged() names a file that was edited, of whatever size, or deleted", async () => {
  await inProject((folder, url) => {
    const graph = new ModuleGraph(new URL("main.ts", url).href);
    assertEquals(graph.findChanged(), undefined);
    const file = `${folder}/data.json`;
    const text = Deno.readTextFileSync(file);
    const write = (edited: string, seconds: number) => {
      Deno.writeTextFileSync(file, edited);
      Deno.utimeSync(file, seconds, seconds);
    };
    write(text, 1);
    assertEquals(graph.findChanged(), undefined, "the same text, written again");
    write(text.replace("comment", "COMMENT"), 2);
    assertEquals(graph.findChanged(), new URL("data.json", url).href);
    write(text, 3);
    assertEquals(graph.findChanged(), undefined);
    Deno.writeTextFileSync(`${folder}/comment.ts`, "1");
    assertEquals(graph.findChanged(), undefined, "nobody imports it");
    Deno.removeSync(`${folder}/lib/two.js`);
    assertEquals(graph.findChanged(), new URL("lib/two.js", url).href);
  });
});

Deno.test({
  name: "ModuleGraph has no files if they may not be read",
  permissions: { read: false },
  fn: () => {
    const graph = new ModuleGraph(import.meta.url);
    assertEquals([graph.digests.size, graph.findChanged()], [0, undefined]);
  },
});

const variable = { name: "a", type: "float", lower: 0, upper: 99, transform: "none" } as const;
const problem: Problem = { seed: 1, variables: [variable], controls: {} };
const entry = new URL("../../../mod.ts", import.meta.url).href;

/** Rows 0 and 1 wait until both have workers; then row 1 ends its worker, once the file is edited. */
const source = (value: number) => `
  import { defineObjective } from "${entry}";
  export const fun = defineObjective(import.meta.url, "fun", async ([x], { problem }) => {
    const { marker, edited } = problem.controls;
    const until = async (path) => {
      while (!await exists(path)) await new Promise((done) => setTimeout(done, 5));
    };
    if (x === 0) await until(edited);
    if (x === 1) {
      await Deno.writeTextFile(marker, "");
      await until(edited);
      Deno.exit(1);
    }
    return ${value} + x;
  });
  const exists = (path) => Deno.stat(path).then(() => true, () => false);`;

interface Evaluated {
  readonly y: readonly number[];
  readonly error: string;
}

async function evaluate(
  fun: Objective,
  options: ParallelOptions,
  controls: Problem["controls"] = {},
): Promise<Evaluated> {
  const y: number[] = [];
  const tasks = Array.from({ length: 8 }, (_, row) => ({ row, x: [row], replicate: 0 }));
  await using objective = makeParallel(fun, { onWarning: () => {}, numCores: 2, ...options });
  try {
    const results = objective.evaluate(tasks, { problem: { ...problem, controls } });
    for await (const result of results) y[result.row] = result.responses[0];
    return { y, error: "" };
  } catch (error) {
    return { y, error: String(error) };
  }
}

for (const method of ["worker", "subprocess"] as const) {
  Deno.test(`makeParallel() gives no worker another objective if its file is edited (${method})`, async () => {
    await inProject(async (folder, url) => {
      const file = `${folder}/fun.ts`;
      Deno.writeTextFileSync(file, source(100));
      const fun = defineObjective(new URL("fun.ts", url).href, "fun", () => 0);
      const [marker, edited] = [`${folder}/marker`, `${folder}/edited`];
      const allow = [`write=${folder.replace(/,.*/, "")}`, `read=${folder}`];
      const chosen = method === "subprocess" ? subprocess({ allow }) : method;
      const options = { method: chosen, chunkSize: 1 };
      const run = evaluate(fun, options, { marker, edited });
      while (!await exists(marker)) await new Promise((done) => setTimeout(done, 5));
      // Row 0 is with the other worker.
      Deno.writeTextFileSync(file, source(200));
      Deno.writeTextFileSync(edited, "");
      const { y, error } = await run;
      assertEquals([0, 2, 3, 4, 5, 6, 7].map((row) => y[row]), [100, 102, 103, 104, 105, 106, 107]);
      assertEquals(y[1], undefined);
      assertStringIncludes(error, `${new URL("fun.ts", url).href} was changed while the run`);
    });
  });
}

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);

Deno.test("makeParallel() refuses a log of rows of before an edit, but for acceptChanges and forceRun", async () => {
  await inProject(async (folder, url) => {
    const log = `${folder}/run.journal`;
    const helper = `${folder}/b.ts`;
    const fun = defineObjective(new URL("main.ts", url).href, "fun", ([x]) => x);
    const run = (options: ParallelOptions = {}) =>
      evaluate(fun, { method: "sequential", log, ...options });
    const y = [0, 1, 2, 3, 4, 5, 6, 7];
    assertEquals(await run(), { y, error: "" });
    assertEquals(await run(), { y, error: "" });
    Deno.writeTextFileSync(helper, "// edited");
    const { error } = await run();
    assertStringIncludes(error, `${new URL("b.ts", url).href} has changed since the log began`);
    assertStringIncludes(error, "'acceptChanges'");
    assertEquals(await run({ acceptChanges: true }), { y, error: "" });
    assertEquals(await run(), { y, error: "" }, "what was accepted is accepted");
    Deno.writeTextFileSync(helper, "// edited again");
    assertStringIncludes((await run()).error, "has changed since");
    assertEquals(await run({ forceRun: true }), { y, error: "" });
    assertEquals(await run(), { y, error: "" });
  });
});

Deno.test("makeParallel() refuses acceptChanges without a log", async () => {
  await assertRejects(
    // deno-lint-ignore require-await
    async () => makeParallel(() => 1, { method: "sequential", acceptChanges: true }),
    RangeError,
    "'acceptChanges' needs 'log'",
  );
});
