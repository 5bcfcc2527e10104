/**
 * A registry that serves this package as JSR does, without the network: bare imports are spelt out,
 * every file has a digest, and stand-ins serve as the `@std/*` packages.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };

const root = new URL("../../", import.meta.url);
const isStandard = (name: string) => name.startsWith("@std/");

/** A package's files by path, and its entry points. */
interface Package {
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

/** Starts the registry on a free port; its URL goes into JSR_URL. */
export async function startRegistry(): Promise<AsyncDisposable & { readonly url: string }> {
  const resources = await describePackages();
  const options = { port: 0, hostname: "127.0.0.1", onListen() {} };
  const server = Deno.serve(options, ({ url }) => {
    const { pathname } = new URL(url);
    const body = resources.get(pathname);
    if (body === undefined) return new Response("not found", { status: 404 });
    const type = pathname.endsWith(".json") ? "application/json" : "text/typescript";
    return new Response(body, { headers: { "content-type": type } });
  });
  const url = `http://127.0.0.1:${server.addr.port}/`;
  return { url, [Symbol.asyncDispose]: () => server.shutdown() };
}

/** What the registry answers, by path. */
async function describePackages(): Promise<Map<string, string>> {
  const { name, version, exports } = config;
  const resources = new Map<string, string>();
  await describe(resources, name, { version, exports, files: await ownFiles() });
  for (
    const [name, specifier] of Object.entries(config.imports).filter(([name]) => isStandard(name))
  ) {
    const file = new URL(`./${name.slice("@std/".length)}.ts`, import.meta.url);
    const files = { "/mod.ts": await Deno.readTextFile(file) };
    const version = specifier.slice(specifier.lastIndexOf("@") + 1);
    await describe(resources, name, { version, exports: { ".": "./mod.ts" }, files });
  }
  return resources;
}

async function describe(
  resources: Map<string, string>,
  name: string,
  { version, exports, files }: Package,
): Promise<void> {
  const manifest: Record<string, { size: number; checksum: string }> = {};
  for (const [path, text] of Object.entries(files)) {
    resources.set(`/${name}/${version}${path}`, text);
    manifest[path] = await digestOf(text);
  }
  const [scope, ownName] = name.slice(1).split("/");
  const meta = { scope, name: ownName, latest: version, versions: { [version]: {} } };
  resources.set(`/${name}/meta.json`, JSON.stringify(meta));
  resources.set(`/${name}/${version}_meta.json`, JSON.stringify({ manifest, exports }));
}

async function digestOf(text: string): Promise<{ size: number; checksum: string }> {
  const bytes = new TextEncoder().encode(text);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { size: bytes.length, checksum: `sha256-${digest.toHex()}` };
}

/** What is published of this package. */
async function ownFiles(): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const path of config.publish.include) await collect(files, path);
  return files;
}

async function collect(files: Record<string, string>, path: string): Promise<void> {
  const url = new URL(path, root);
  if ((await Deno.stat(url)).isFile) {
    files[`/${path}`] = spellOut(await Deno.readTextFile(url));
    return;
  }
  for await (const { name } of Deno.readDir(url)) await collect(files, `${path}/${name}`);
}

/** Bare imports as the packages that they stand for, as `deno publish` writes them. */
function spellOut(text: string): string {
  return Object.entries(config.imports).reduce(
    (source, [name, specifier]) =>
      source.replaceAll(
        new RegExp(`(from |import |import\\(|types=)"${name}"`, "g"),
        `$1"${specifier}"`,
      ),
    text,
  );
}
