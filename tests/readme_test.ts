/** The README's programs run as they stand, and print what it says. */
import { assert, assertEquals } from "@std/assert";

const root = new URL("../", import.meta.url);
const readme = await Deno.readTextFile(new URL("README.md", root));
const decoder = new TextDecoder();

async function deno(...args: string[]): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), { args, cwd: root, env: { NO_COLOR: "1" } });
  const { code, stdout, stderr } = await command.output();
  assertEquals(code, 0, decoder.decode(stderr));
  return decoder.decode(stdout).trim();
}

/** The code of the block that begins with `// name`. */
function codeOf(name: string): string {
  const block = new RegExp(`\`\`\`ts\\n// ${name}\\n([\\s\\S]*?)\`\`\``).exec(readme);
  assert(block, `README has no block that begins with // ${name}`);
  return block[1];
}

/** Runs the block that begins with `// name`, from a folder of its own. */
async function runBlock(name: string): Promise<string> {
  const folder = await Deno.makeTempDir();
  const source = codeOf(name).replaceAll(
    `"./mod.ts"`,
    JSON.stringify(new URL("mod.ts", root).href),
  );
  await Deno.writeTextFile(`${folder}/${name}`, source);
  const flags = (await deno("task", "-q", "std")).split(" ").filter((flag) => flag !== "");
  const config = `--config=${new URL("deno.json", root).pathname}`;
  try {
    return await deno("run", "-A", "--quiet", config, ...flags, `${folder}/${name}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

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
  const path = new URL("tests/backends/fixtures/concurrent.ts", root);
  const tested = await Deno.readTextFile(path);
  const behindImports = (code: string) => code.slice(code.indexOf("/** Evaluates rows"));
  assertEquals(behindImports(codeOf("concurrent.ts")), behindImports(tested));
});
