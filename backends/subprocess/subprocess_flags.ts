/** The flags of a subprocess: it may read what it imports, and resolves imports as its parent. @module */
import config from "../../deno.json" with { type: "json" };
import { fromFileUrl, isWithin, withoutComma } from "../file_path.ts";
import { readableFolders } from "../missing_permission.ts";
import type { ImportMap, Imports } from "../modules/project_files.ts";
import { findProject, type Project } from "../modules/user_project.ts";

/** Options of {@linkcode subprocessFlags}. */
export interface SubprocessFlagsOptions {
  readonly moduleUrl: string;
  readonly allow: readonly string[];
  readonly maxHeapMb?: number;
}

/** The flags of `deno run` for a subprocess that evaluates the objective of a module. */
export function subprocessFlags(
  { moduleUrl, allow, maxHeapMb }: SubprocessFlagsOptions,
): string[] {
  const project = findProject(moduleUrl);
  const { imports, scopes } = importMapOf(project);
  const targets = [imports, ...Object.values(scopes)].flatMap((entries) => Object.values(entries));
  const folders = [
    ...readableFolders(moduleUrl),
    ...(project ? [fromFileUrl(project.folder)] : []),
    ...targets.filter(isFileUrl).map((url) => fromFileUrl(new URL(".", url))),
  ];
  const granted = [...folders.map((folder) => `read=${withoutComma(folder)}`), ...allow];
  return [
    "--no-prompt",
    "--no-lock",
    "--quiet",
    ...resolutionFlags(project, { imports, scopes }),
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
 * relative imports, so that the map holds both, and flags what else it says.
 */
function resolutionFlags(project: Project | undefined, map: ImportMap): string[] {
  const config = isFileUrl(import.meta.url) ? undefined : project?.config;
  if (config) return [`--config=${fromFileUrl(config)}`];
  // Deno finds a package.json, and its node_modules, by itself if the working folder is in the project.
  const finds = !project || isWithin(Deno.cwd(), fromFileUrl(project.folder));
  if (!isFileUrl(import.meta.url) && finds) return [];
  const unstable = project?.unstable ?? [];
  return ["--no-config", importMapFlag(map), ...unstable.map((name) => `--unstable-${name}`)];
}

function importMapFlag(map: ImportMap): string {
  return `--import-map=data:application/json,${encodeURIComponent(JSON.stringify(map))}`;
}

/** A package of npm that is loaded already resolves to its file, in Deno's cache or a project's. */
const cachedPackage = /^file:.*\/npm\/[^/]+\/((?:@[^/]+\/)?[^/@]+)\/(\d[^/]*)\/.*$/;
const installedPackage =
  /^file:.*\/\.deno\/[^/]*@(\d[^/_]*)[^/]*\/node_modules\/((?:@[^/]+\/)?[^/]+)\/.*$/;

/** The file, if any, that a specifier names beside its package: `npm:package@1.0.0/file.js`. */
const fileOfPackage = /^\w+:(?:@[^/]+\/)?[^/]+(.*)$/;

/** What this package's bare imports stand for in this process, whose import map a subprocess lacks. */
function resolveBareImports(): Imports {
  const resolved = Object.entries(config.imports).flatMap(([name, specifier]) => {
    try {
      const file = fileOfPackage.exec(specifier)?.[1] ?? "";
      const resolved = import.meta.resolve(name).replace(cachedPackage, `npm:$1@$2${file}`)
        .replace(installedPackage, `npm:$2@$1${file}`);
      return [[name, resolved]];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(resolved);
}

/** The entry points of this package by the names that users import. */
function ownEntryPoints(): Imports {
  const root = new URL("../../", import.meta.url);
  const entries = Object.entries(config.exports).map(([path, file]) => [
    `${config.name}${path.slice(1)}`,
    new URL(file, root).href,
  ]);
  return Object.fromEntries(entries);
}

/** The project's imports; for this package's own modules what they import, under whatever names. */
function importMapOf(project: Project | undefined): ImportMap {
  const root = import.meta.resolve("../../");
  const own = resolveBareImports();
  return {
    imports: { ...own, ...ownEntryPoints(), ...project?.imports },
    scopes: { ...project?.scopes, [root]: { ...project?.scopes[root], ...own } },
  };
}

const isFileUrl = (url: string) => url.startsWith("file:");
