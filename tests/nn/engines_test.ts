/** The main promise: every engine and every tier of a compiler computes the same bits. */
import { fileURLToPath } from "node:url";
import { assertEquals, assertMatch } from "@std/assert";
import { isRequired, outputOf } from "../_program.ts";

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const entry = here("_engine_entry.ts");

function hashInDeno(...flags: string[]): Promise<string> {
  const config = `--config=${here("../../deno.json")}`;
  return outputOf(Deno.execPath(), ["run", "--quiet", "--no-check", config, ...flags, entry]);
}

/** The hash that another engine's program prints for the bundled entry. */
async function hashIn(program: string): Promise<string> {
  const bundle = await Deno.makeTempFile({ suffix: ".mjs" });
  try {
    await outputOf(Deno.execPath(), ["bundle", "--quiet", "--no-check", "-o", bundle, entry]);
    return await outputOf(program, [bundle]);
  } finally {
    await Deno.remove(bundle);
  }
}

/** Deno itself stands in for a Node that is not installed: which would not be another engine. */
const isDeno = async (program: string) =>
  await outputOf(program, ["-e", "console.log(typeof Deno)"]) !== "undefined";

const expected = await hashInDeno();

Deno.test("trainModel() gives the same bits cold and optimised", async (t) => {
  assertMatch(expected, /^[\da-f]{8}$/);
  await t.step("in V8's interpreter alone", async () => {
    assertEquals(await hashInDeno("--v8-flags=--jitless"), expected);
  });
  await t.step("in V8 with every function optimised at once", async () => {
    const flags = "--v8-flags=--always-osr,--invocation-count-for-turbofan=1";
    assertEquals(await hashInDeno(flags), expected);
  });
});

for (const [engine, program] of [["Node's V8", "node"], ["Bun's JavaScriptCore", "bun"]]) {
  Deno.test({
    name: `trainModel() gives the same bits in ${engine}`,
    ignore: !isRequired(program) || await isDeno(program), // where it is not installed; in CI it is
    async fn() {
      assertEquals(await hashIn(program), expected);
    },
  });
}
