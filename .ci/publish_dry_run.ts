/**
 * Checks that the package can be published. `deno publish` ignores import maps, so that a copy of
 * the package is checked in which `links` stand in for the `@std/*` packages: it needs no JSR.
 */
import config from "../deno.json" with { type: "json" };

const root = new URL("../", import.meta.url);
const copy = await Deno.makeTempDir();

async function copyTree(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyTree(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

async function copyPackage(): Promise<void> {
  await Deno.mkdir(`${copy}/package`);
  for (const name of config.publish.include) {
    const from = new URL(name, root).pathname;
    const to = `${copy}/package/${name}`;
    if ((await Deno.stat(from)).isDirectory) await copyTree(from, to);
    else await Deno.copyFile(from, to);
  }
}

async function linkStandIn(name: string, specifier: string): Promise<string> {
  const folder = `${copy}/${name}`;
  await Deno.mkdir(folder, { recursive: true });
  const standIn = new URL(`tests/offline/${name.slice("@std/".length)}.ts`, root);
  await Deno.copyFile(standIn, `${folder}/mod.ts`);
  const version = specifier.slice(specifier.lastIndexOf("@") + 1);
  await Deno.writeTextFile(
    `${folder}/deno.json`,
    JSON.stringify({ name, version, exports: "./mod.ts" }),
  );
  return `../${name}`;
}

await copyPackage();
const links = await Promise.all(
  Object.entries(config.imports)
    .filter(([name]) => name.startsWith("@std/"))
    .map(([name, specifier]) => linkStandIn(name, specifier)),
);
await Deno.writeTextFile(`${copy}/package/deno.json`, JSON.stringify({ ...config, links }));
const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["publish", "--dry-run", "--allow-dirty", "--no-check"],
  cwd: `${copy}/package`,
}).spawn().status;
await Deno.remove(copy, { recursive: true });
Deno.exit(code);
