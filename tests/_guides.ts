/** The code of README and of the guides beside the code, as users copy it. @module */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { outputOf } from "./_program.ts";

const root = new URL("../", import.meta.url);

/** The documents, by their path in the project. */
export const guides = [
  "README.md",
  "backends/README.md",
  "backends/queue/README.md",
  "spot/README.md",
  "spot/cli/README.md",
  "spot/command/README.md",
  "spot/nn/README.md",
  "bench/README.md",
  "bench/examples/README.md",
] as const;

/** A block of TypeScript. */
export interface Block {
  readonly guide: string;
  /** The file that its first line names: a whole program or module. Other blocks are parts of one. */
  readonly name?: string;
  readonly code: string;
  /** What it prints: the block without a language that follows it. */
  readonly output?: string;
}

/** The text of a guide. */
export function textOf(guide: string): Promise<string> {
  return Deno.readTextFile(new URL(guide, root));
}

/** All blocks of TypeScript, in the guides' order. */
export const blocks: readonly Block[] = (await Promise.all(guides.map(blocksOf))).flat();

async function blocksOf(guide: string): Promise<Block[]> {
  const code = /```ts\n([\s\S]*?)```\n(?:\n```\n([\s\S]*?)```)?/g;
  return [...(await textOf(guide)).matchAll(code)].map(([, code, output]) => ({
    guide,
    name: /^\/\/ (\w+\.ts)\b/.exec(code)?.[1],
    code,
    output: output?.trim(),
  }));
}

/** The guide's blocks that are files. */
export function filesOf(guide: string): Record<string, string> {
  const named = blocks.filter((block) => block.guide === guide && block.name !== undefined);
  return Object.fromEntries(named.map(({ name, code }) => [`${name}`, code]));
}

/**
 * Runs a command of Deno in a folder of its own, which imports the package as users do.
 *
 * @param args The command, its flags and its files.
 * @param files The folder's files by path.
 * @returns What it prints.
 */
export async function runIn(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const cwd = await Deno.makeTempDir();
  const env = { NO_COLOR: "1" };
  try {
    const deno = Deno.execPath();
    const printed = await outputOf(deno, ["task", "-q", "std"], { cwd: root, env });
    const [command, ...others] = args;
    const config = `--config=${fileURLToPath(new URL("deno.json", root))}`;
    const flags = [config, ...printed.split(" ").filter((flag) => flag !== "")];
    for (const [path, code] of Object.entries(files)) {
      const file = `${cwd}/${path}`;
      await Deno.mkdir(dirname(file), { recursive: true });
      const here = code.replaceAll(`"./mod.ts"`, `"${new URL("mod.ts", root).href}"`);
      await Deno.writeTextFile(file, here);
    }
    return await outputOf(deno, [command, "--quiet", ...flags, ...others], { cwd, env });
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}
