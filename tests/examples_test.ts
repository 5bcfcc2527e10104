/** The examples in doc comments type-check, and run as users copy them. */
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { runIn } from "./_guides.ts";

const root = new URL("../", import.meta.url);

/** Examples that cannot run: a test that registers tests. */
const leftOut = ["backends/testing.ts"];

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, root))) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* sources(path);
    else if (name.endsWith(".ts")) yield path;
  }
}

const examples = new Map<string, string>();
for (const folder of ["backends", "data", "spot"]) {
  for await (const path of sources(folder)) {
    const text = await Deno.readTextFile(new URL(path, root));
    if (text.includes("* @example")) examples.set(path, text);
  }
}

Deno.test("examples in doc comments type-check and run", async () => {
  const files = ["mod.ts", ...examples.keys()].map((path) => fileURLToPath(new URL(path, root)));
  const printed = await runIn(["test", "--doc", "--parallel", "-A", ...files]);
  const passed = Number(/ok \| (\d+) passed \| 0 failed/.exec(printed)?.[1]);
  assert(passed >= files.length - leftOut.length, printed);
});

Deno.test("examples are left out of the run only where they cannot run", () => {
  const marked = [...examples].filter(([, text]) => /```ts (ignore|no-eval)/.test(text));
  assertEquals(marked.map(([path]) => path), leftOut);
});
