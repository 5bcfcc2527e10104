/** The README's code, as users copy it. @module */
import { assert } from "@std/assert";
import { outputOf } from "./_program.ts";

const root = new URL("../", import.meta.url);

/** The README's text. */
export const readme: string = await Deno.readTextFile(new URL("README.md", root));

/** A block of TypeScript. */
export interface Block {
  /** The file that its first line names. */
  readonly name?: string;
  readonly code: string;
}

/** All blocks of TypeScript, in the README's order. */
export const blocks: readonly Block[] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)]
  .map(([, code]) => ({ name: /^\/\/ (\w+\.ts)\n/.exec(code)?.[1], code }));

/** The code of the block that begins with `// name`. */
export function codeOf(name: string): string {
  const block = blocks.find((block) => block.name === name);
  assert(block, `README has no block that begins with // ${name}`);
  return block.code;
}

/**
 * Runs a command of Deno on files in a folder of their own, which imports the package as users do.
 *
 * @param args The command and its flags; the files' names follow.
 * @returns What it prints.
 */
export async function runOn(
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const options = { cwd: root, env: { NO_COLOR: "1" } };
  const deno = (...all: string[]) => outputOf(Deno.execPath(), all, options);
  const flags = (await deno("task", "-q", "std")).split(" ").filter((flag) => flag !== "");
  const config = `--config=${new URL("deno.json", root).pathname}`;
  const folder = await Deno.makeTempDir();
  const paths = Object.keys(files).map((name) => `${folder}/${name}`);
  try {
    for (const [k, code] of Object.values(files).entries()) {
      const here = code.replaceAll(`"./mod.ts"`, `"${new URL("mod.ts", root).href}"`);
      await Deno.writeTextFile(paths[k], here);
    }
    return await deno(...args, "--quiet", config, ...flags, ...paths);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
