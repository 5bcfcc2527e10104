import { assertEquals } from "@std/assert";

/** The first run downloads Bun; without a network the engine is left out. */
const WATCHDOG_MS = 120_000;
const here = (name: string) => new URL(name, import.meta.url).pathname;

/** Null if the command cannot be run, for example where it is not installed. */
async function output(command: string, args: readonly string[]): Promise<string | null> {
  try {
    const { success, stdout } = await new Deno.Command(command, {
      args: [...args],
      stderr: "null",
      signal: AbortSignal.timeout(WATCHDOG_MS),
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function hashInDeno(flags: readonly string[]): Promise<string | null> {
  const config = here("../../deno.json");
  return await output(Deno.execPath(), [
    ...["run", "--quiet", "--no-check", `--config=${config}`],
    ...flags,
    here("_engine_entry.ts"),
  ]);
}

Deno.test("trainModel() gives the same bits cold, optimised, in Node and in Bun", async (t) => {
  const expected = await hashInDeno([]);
  assertEquals(expected?.length, 8);
  await t.step("in V8's interpreter alone", async () => {
    assertEquals(await hashInDeno(["--v8-flags=--jitless"]), expected);
  });
  await t.step("in V8 with every function optimised at once", async () => {
    assertEquals(
      await hashInDeno(["--v8-flags=--always-osr,--invocation-count-for-turbofan=1"]),
      expected,
    );
  });
  const bundle = await Deno.makeTempFile({ suffix: ".mjs" });
  const entry = here("_engine_entry.ts");
  const built = await output(Deno.execPath(), [
    "bundle",
    "--quiet",
    "--no-check",
    "-o",
    bundle,
    entry,
  ]);
  for (
    const [engine, command, args] of [["Node", "node", []], ["Bun", "npx", [
      "--yes",
      "bun@1.3.0",
    ]]] as const
  ) {
    await t.step(`in ${engine}`, async () => {
      const printed = built === null ? null : await output(command, [...args, bundle]);
      if (printed === null) console.log(`${engine} is left out: it or the bundler cannot be had`);
      else assertEquals(printed, expected);
    });
  }
  await Deno.remove(bundle);
});
