/** The project of an objective's module: what its imports stand for. @module */
import { readGranted } from "./read_granted.ts";

/** Specifiers by the names that modules import. */
export type Imports = Readonly<Record<string, string>>;

/** An import map without relative specifiers. */
export interface ImportMap {
  readonly imports: Imports;
  readonly scopes: Readonly<Record<string, Imports>>;
}

/** A configuration file and its import map. */
export interface Project extends ImportMap {
  readonly url: URL;
}

/** The nearest deno.json or deno.jsonc above a module, if it may be read. */
export function findProject(moduleUrl: string): Project | undefined {
  if (!moduleUrl.startsWith("file:")) return undefined;
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
  const config = readJson(url);
  if (!config) return undefined;
  const { imports, scopes, importMap } = config;
  // Deno leaves out the file of an import map beside imports of the configuration's own.
  const ownMap = imports !== undefined || scopes !== undefined || importMap === undefined;
  if (ownMap) return { url, ...toAbsolute({ imports, scopes }, url, withSubpaths) };
  const mapUrl = new URL(importMap, url);
  return { url, ...toAbsolute(readJson(mapUrl) ?? {}, mapUrl) };
}

/** What is read of a configuration or an import map. */
interface Config {
  readonly imports?: unknown;
  readonly scopes?: object | null;
  readonly importMap?: string;
}

function readJson(url: URL): Config | undefined {
  try {
    return parseJsonc(readGranted(url));
  } catch {
    return undefined;
  }
}

/** Parses JSON in which comments and trailing commas are allowed. */
function parseJsonc(text: string): Config {
  const bare = text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g, (_, string) => string ?? "")
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string) => string ?? "");
  return JSON.parse(bare);
}

/** In a configuration, a package's name stands for its entry points, too: `@std/assert/equals`. */
function withSubpaths(imports: Imports): Imports {
  const subpaths = Object.entries(imports)
    .filter(([name, target]) => !name.endsWith("/") && /^(?:jsr|npm):/.test(target))
    .map(([name, target]) => [`${name}/`, `${target.replace(/^(jsr|npm):\/?/, "$1:/")}/`]);
  return { ...Object.fromEntries(subpaths), ...imports };
}

/** What Deno takes no notice of, such as a target that is no text, is left out. */
function toAbsolute(
  { imports, scopes }: Config,
  base: URL,
  expand: (imports: Imports) => Imports = (imports) => imports,
): ImportMap {
  const resolve = (specifier: string) =>
    /^\.{0,2}\//.test(specifier) ? new URL(specifier, base).href : specifier;
  const resolveAll = (entries: unknown): Imports =>
    Object.fromEntries(
      Object.entries(expand(onlyTexts(entries)))
        .map(([name, target]) => [resolve(name), resolve(target)]),
    );
  const resolvedScopes = Object.entries(scopes ?? {}).flatMap(([scope, entries]) => {
    const url = URL.parse(scope, base.href);
    return url ? [[url.href, resolveAll(entries)]] : [];
  });
  return { imports: resolveAll(imports), scopes: Object.fromEntries(resolvedScopes) };
}

function onlyTexts(entries: unknown): Imports {
  if (typeof entries !== "object" || entries === null) return {};
  return Object.fromEntries(Object.entries(entries).filter(([, to]) => typeof to === "string"));
}
