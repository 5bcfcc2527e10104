/** The flags of a subprocess: it may read what it imports, and resolves imports as its parent. @module */
import config from "../deno.json" with { type: "json" };
import { fromFileUrl, withoutComma } from "./file_path.ts";
import { readableFolders } from "./missing_permission.ts";

/** Options of {@linkcode subprocessFlags}. */
export interface SubprocessFlagsOptions {
  readonly moduleUrl: string;
  readonly allow: readonly string[];
  readonly maxHeapMb?: number;
}

/** Bare imports of this package that an objective's module may reach. */
const bareImports = ["@std/csv", "seedrandom"];

/** The flags of `deno run` for a subprocess that evaluates the objective of a module. */
export function subprocessFlags(
  { moduleUrl, allow, maxHeapMb }: SubprocessFlagsOptions,
): string[] {
  const project = findProject(moduleUrl);
  const imports = { ...ownEntryPoints(), ...project?.imports, ...resolveBareImports() };
  const folders = [
    ...readableFolders(moduleUrl),
    ...(project ? [fromFileUrl(new URL(".", project.url))] : []),
    ...Object.values(imports).filter(isFileUrl).map((url) => fromFileUrl(new URL(".", url))),
  ];
  const granted = [...folders.map(withoutComma).map((folder) => `read=${folder}`), ...allow];
  return [
    "--no-prompt",
    "--no-lock",
    "--quiet",
    ...resolutionFlags(project, imports),
    ...permissionFlags(granted),
    ...(maxHeapMb === undefined ? [] : [`--v8-flags=--max-old-space-size=${Math.ceil(maxHeapMb)}`]),
  ];
}

/** Where a permission is given with and without a list, Deno takes the list: the wider one counts. */
function permissionFlags(entries: readonly string[]): string[] {
  const narrower = (entry: string) =>
    entry.includes("=") && entries.includes(entry.replace(/=.*$/s, ""));
  return [...new Set(entries)].filter((entry) => !narrower(entry))
    .map((entry) => `--allow-${entry}`);
}

/**
 * A package from a registry carries its own imports, so that only those of the project are missing;
 * a package on disk needs its own as well. Deno takes no import map beside a configuration with
 * relative imports, so that the map holds both.
 */
function resolutionFlags(project: Project | undefined, imports: Imports): string[] {
  if (isFileUrl(import.meta.url)) return ["--no-config", importMapFlag(imports)];
  return project ? [`--config=${fromFileUrl(project.url)}`] : [];
}

function importMapFlag(imports: Imports): string {
  return `--import-map=data:application/json,${encodeURIComponent(JSON.stringify({ imports }))}`;
}

/** A package of npm that is loaded already resolves to its file in Deno's cache. */
const cachedPackage = /^file:.*\/npm\/[^/]+\/((?:@[^/]+\/)?[^/@]+)\/(\d[^/]*)\/.*$/;

/** What the bare imports stand for in this process, whose import map a subprocess lacks. */
function resolveBareImports(): Record<string, string> {
  const resolved = bareImports.flatMap((name) => {
    try {
      return [[name, import.meta.resolve(name).replace(cachedPackage, "npm:$1@$2")]];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(resolved);
}

/** The entry points of this package by the names that users import. */
function ownEntryPoints(): Record<string, string> {
  const root = new URL("../", import.meta.url);
  const entries = Object.entries(config.exports).map(([path, file]) => [
    `${config.name}${path.slice(1)}`,
    new URL(file, root).href,
  ]);
  return Object.fromEntries(entries);
}

type Imports = Readonly<Record<string, string>>;

interface Project {
  /** The configuration file. */
  readonly url: URL;
  readonly imports: Imports;
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
function parseJsonc(text: string): { readonly imports?: Imports } {
  const bare = text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g, (_, string) => string ?? "")
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string) => string ?? "");
  return JSON.parse(bare);
}

const isRelative = (specifier: string) => /^(?:\.{0,2}\/)/.test(specifier);
const isFileUrl = (url: string) => url.startsWith("file:");
