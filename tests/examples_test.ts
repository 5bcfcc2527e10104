/** The examples in doc comments run as users copy them; guides_types_test.ts checks their types. */
import { assert, assertEquals } from "@std/assert";
import { exampleFiles, examples } from "./_examples.ts";
import { runIn } from "./_guides.ts";

Deno.test("examples in doc comments run", async () => {
  const names = Object.keys(exampleFiles);
  assert(names.length >= 40);
  // One process for all, as each would load the package anew. Stack traces name the file.
  const main = names.map((name) => `console.log("${name}");\nawait import("./${name}");\n`).join(
    "",
  );
  const printed = await runIn(["run", "-A", "main.ts"], { ...exampleFiles, "main.ts": main });
  const lines = printed.split("\n");
  assertEquals(lines.filter((line) => names.includes(line)), names);
});

Deno.test("examples are left out of the run only where they cannot run", () => {
  const marked = examples.filter(({ mark }) => mark !== "");
  // A test that registers tests.
  assertEquals(marked.map(({ place }) => place), ["backends/testing.ts:5"]);
});
