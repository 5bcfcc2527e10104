/** The README's programs run as they stand, and print what it says. */
import { assert, assertEquals } from "@std/assert";
import { codeOf, readme, runOn } from "./_readme.ts";

/** Runs the block that begins with `// name`. */
const runBlock = (name: string) => runOn(["run", "-A"], { [name]: codeOf(name) });

Deno.test("README's first program prints what the README says", async () => {
  const shown = /```\n(\[[\s\S]*?)```/.exec(readme)?.[1].trim();
  assertEquals(await runBlock("tune.ts"), shown);
});

Deno.test("README's script gives the same bits sequentially and in parallel", async () => {
  const output = await runBlock("script.ts");
  const lists = [...output.matchAll(/\[\n?\s*\d[\d.,\s]*\]/g)].map(([list]) =>
    list.replace(/\s/g, "")
  );
  assert(lists.length >= 2, output);
  const parallel = lists.at(-1);
  assert(parallel && parallel.split(",").length >= 10, output);
  assert(lists.slice(0, -1).includes(parallel), `no list equals ${parallel} in ${output}`);
});

Deno.test("README's backend is the one that passes the suite", async () => {
  const path = new URL("backends/fixtures/concurrent.ts", import.meta.url);
  const tested = await Deno.readTextFile(path);
  const behindImports = (code: string) => code.slice(code.indexOf("/** Evaluates rows"));
  assertEquals(behindImports(codeOf("concurrent.ts")), behindImports(tested));
});
