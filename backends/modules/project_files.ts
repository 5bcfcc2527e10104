/** The files that say what a project's imports stand for, and what they say. @module */
import { grantedPath } from "../file_path.ts";

/** Specifiers by the names that modules import. */
export type Imports = Readonly<Record<string, string>>;

/** An import map without relative specifiers. */
export interface ImportMap {
  readonly imports: Imports;
  readonly scopes: Readonly<Record<string, Imports>>;
}

/** What is read of a configuration, a package.json or an import map; nobody has checked it. */
export interface ProjectFile {
  readonly name?: unknown;
  readonly exports?: unknown;
  readonly imports?: unknown;
  readonly scopes?: object | null;
  readonly importMap?: string;
  readonly unstable?: unknown;
  readonly workspace?: unknown;
  readonly workspaces?: unknown;
  readonly dependencies?: unknown;
  readonly devDependencies?: unknown;
}

/** Reads JSON in which comments and trailing commas are allowed, if it may be read. */
export function readProjectFile(url: URL): ProjectFile | undefined {
  try {
    const bare = Deno.readTextFileSync(grantedPath(url))
      .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g, (_, string) => string ?? "")
      .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string) => string ?? "");
    return JSON.parse(bare);
  } catch {
    return undefined;
  }
}

/** The import map of a configuration, or of the file that it names. */
export function configuredImports(config: ProjectFile, url: URL): ImportMap {
  const { imports, scopes, importMap } = config;
  // Deno leaves out the file of an import map beside imports of the configuration's own.
  const ownMap = imports !== undefined || scopes !== undefined || importMap === undefined;
  if (ownMap) return toAbsolute({ imports, scopes }, url, withSubpaths);
  const mapUrl = new URL(importMap, url);
  return toAbsolute(readProjectFile(mapUrl) ?? {}, mapUrl);
}

/** What a package.json lets its modules import: its dependencies, and its `imports`. */
export function packageImports(file: ProjectFile, url: URL): Imports {
  const dependencies = { ...onlyTexts(file.devDependencies), ...onlyTexts(file.dependencies) };
  const packages = Object.entries(dependencies).flatMap(([name, range]) => {
    const specifier = toSpecifier(name, range);
    return specifier === undefined ? [] : [[name, specifier]];
  });
  const inner = Object.entries(asRecord(file.imports)).flatMap(([name, target]) => {
    const path = firstCondition(target);
    return path === undefined ? [] : [[withoutStar(name), withoutStar(path)]];
  });
  return {
    ...toAbsolute({ imports: Object.fromEntries(packages) }, url, withSubpaths).imports,
    ...toAbsolute({ imports: Object.fromEntries(inner) }, url).imports,
  };
}

/** The entry points of a package, under the names that others import. */
export function entryPoints({ name, exports }: ProjectFile, url: URL): Imports {
  if (typeof name !== "string") return {};
  const paths = typeof exports === "string" ? { ".": exports } : onlyTexts(exports);
  return Object.fromEntries(
    Object.entries(paths).map(([path, file]) => [name + path.slice(1), new URL(file, url).href]),
  );
}

function toSpecifier(name: string, range: string): string | undefined {
  if (/^(?:npm|jsr):/.test(range)) {
    const [, registry, target] = /^(npm|jsr):(.*)$/s.exec(range)!;
    return /^@?[^@\d]/.test(target) ? `${registry}:${target}` : `${registry}:${name}@${target}`;
  }
  return range.includes(":") ? undefined : `npm:${name}@${range}`;
}

const conditions = ["deno", "node", "import", "default"];

function firstCondition(target: unknown): string | undefined {
  if (typeof target === "string") return target;
  const record = asRecord(target);
  const condition = Object.keys(record).find((name) => conditions.includes(name));
  return condition === undefined ? undefined : firstCondition(record[condition]);
}

const withoutStar = (path: string) => path.replace(/\*$/, "");

/** In a configuration, a package's name stands for its entry points, too: `@std/assert/equals`. */
function withSubpaths(imports: Imports): Imports {
  const subpaths = Object.entries(imports)
    .filter(([name, target]) => !name.endsWith("/") && /^(?:jsr|npm):/.test(target))
    .map(([name, target]) => [`${name}/`, `${target.replace(/^(jsr|npm):\/?/, "$1:/")}/`]);
  return { ...Object.fromEntries(subpaths), ...imports };
}

/** What Deno takes no notice of, such as a target that is no text, is left out. */
function toAbsolute(
  { imports, scopes }: ProjectFile,
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

/** The entries of an unknown value that are texts. */
export function onlyTexts(entries: unknown): Imports {
  const texts = Object.entries(asRecord(entries)).filter(([, to]) => typeof to === "string");
  return Object.fromEntries(texts) as Imports;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
}
