/** The flags of a subprocess: it may read what it imports, and resolves imports as its parent. @module */
import { readableFolders } from "./missing_permission.ts";

/** Options of {@linkcode subprocessFlags}. */
export interface SubprocessFlagsOptions {
  readonly moduleUrl: string;
  readonly allow: readonly string[];
  readonly maxHeapMb?: number;
}

/** Bare imports of this package that an objective's module may reach. */
const bareImports = ["@std/csv", "seedrandom", "@types/seedrandom"];

/** The flags of `deno run` for a subprocess that evaluates the objective of a module. */
export function subprocessFlags(
  { moduleUrl, allow, maxHeapMb }: SubprocessFlagsOptions,
): string[] {
  const project = findProject(moduleUrl);
  const imports = { ...project?.imports, ...resolveBareImports() };
  const folders = [
    ...readableFolders(moduleUrl),
    ...(project ? [fromFileUrl(new URL(".", project.url))] : []),
    ...Object.values(imports).filter(isFileUrl).map((url) => fromFileUrl(new URL(".", url))),
  ];
  const read = allow.filter((entry) => entry.startsWith("read="))
    .map((entry) => entry.slice("read=".length));
  const heap = maxHeapMb === undefined ? [] : [`--max-old-space-size=${Math.ceil(maxHeapMb)}`];
  return [
    "--no-prompt",
    "--no-lock",
    "--quiet",
    ...(project ? [`--config=${fromFileUrl(project.url)}`] : []),
    ...(import.meta.url.startsWith("file:") ? [importMapFlag(imports)] : []),
    `--allow-read=${[...new Set([...folders, ...read])].map(escapeComma).join(",")}`,
    ...allow.filter((entry) => !entry.startsWith("read=")).map((entry) => `--allow-${entry}`),
    ...(heap.length > 0 ? [`--v8-flags=${heap.join(",")}`] : []),
  ];
}

function importMapFlag(imports: Readonly<Record<string, string>>): string {
  return `--import-map=data:application/json,${encodeURIComponent(JSON.stringify({ imports }))}`;
}

/** What the bare imports stand for in this process, whose import map a subprocess lacks. */
function resolveBareImports(): Record<string, string> {
  const resolved = bareImports.flatMap((name) => {
    try {
      return [[name, import.meta.resolve(name)]];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(resolved);
}

interface Project {
  /** The configuration file. */
  readonly url: URL;
  readonly imports: Readonly<Record<string, string>>;
}

/** The nearest deno.json or deno.jsonc above a module, if it may be read. */
function findProject(moduleUrl: string): Project | undefined {
  if (!isFileUrl(moduleUrl)) return undefined;
  let folder = new URL(".", moduleUrl);
  while (true) {
    for (const name of ["deno.json", "deno.jsonc"]) {
      const project = readProject(new URL(name, folder));
      if (project) return project;
    }
    const parent = new URL("..", folder);
    if (parent.href === folder.href) return undefined;
    folder = parent;
  }
}

function readProject(url: URL): Project | undefined {
  try {
    const { imports = {} } = parseJsonc(Deno.readTextFileSync(url));
    const absolute = Object.entries(imports).map(([name, target]) => [
      isRelative(name) ? new URL(name, url).href : name,
      isRelative(target) ? new URL(target, url).href : target,
    ]);
    return { url, imports: Object.fromEntries(absolute) };
  } catch {
    return undefined;
  }
}

/** Parses JSON in which comments and trailing commas are allowed. */
function parseJsonc(text: string): { readonly imports?: Readonly<Record<string, string>> } {
  const bare = text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g, (_, string) => string ?? "")
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string) => string ?? "");
  return JSON.parse(bare);
}

const isRelative = (specifier: string) => /^(?:\.{0,2}\/)/.test(specifier);
const isFileUrl = (url: string) => url.startsWith("file:");
/** Deno's flags separate paths by commas; a doubled comma is one. */
const escapeComma = (path: string) => path.replaceAll(",", ",,");

function fromFileUrl({ pathname }: URL): string {
  const path = decodeURIComponent(pathname);
  const shortened = path.length > 1 ? path.replace(/\/$/, "") : path;
  return Deno.build.os === "windows" ? shortened.replace(/^\//, "") : shortened;
}
