/** What a specifier in a module stands for. @module */
import type { ImportMap, Imports } from "./project_files.ts";

/**
 * Resolves a specifier as the project's import map does, else as this process does.
 *
 * @returns The URL; undefined if nothing is known of it.
 */
export function resolveSpecifier(
  specifier: string,
  referrer: string,
  map: ImportMap | undefined,
): string | undefined {
  const isRelative = /^\.{0,2}\//.test(specifier);
  const key = isRelative ? URL.parse(specifier, referrer)?.href ?? specifier : specifier;
  for (const imports of map ? tablesOf(map, referrer) : []) {
    const target = find(key, imports);
    if (target !== undefined) return URL.parse(target)?.href;
  }
  return URL.parse(key)?.href ?? resolveHere(key);
}

/** The tables that hold for a module, those of the longest scope first. */
function tablesOf({ imports, scopes }: ImportMap, referrer: string): Imports[] {
  const around = Object.keys(scopes)
    .filter((scope) => scope === referrer || (scope.endsWith("/") && referrer.startsWith(scope)))
    .sort((a, b) => b.length - a.length);
  return [...around.map((scope) => scopes[scope]), imports];
}

/** The longest name that a specifier is, or begins with where names of folders end with a slash. */
function find(specifier: string, imports: Imports): string | undefined {
  if (Object.hasOwn(imports, specifier)) return imports[specifier];
  const [name] = Object.keys(imports)
    .filter((name) => name.endsWith("/") && specifier.startsWith(name))
    .sort((a, b) => b.length - a.length);
  return name === undefined ? undefined : imports[name] + specifier.slice(name.length);
}

/** A name of this process's own import map. */
function resolveHere(specifier: string): string | undefined {
  try {
    return import.meta.resolve(specifier);
  } catch {
    return undefined;
  }
}
