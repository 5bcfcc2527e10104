/** The flag that lets another process resolve bare imports as this one does. */
import config from "../../deno.json" with { type: "json" };

/** The import map of deno.json, or what stands in for it here. */
export function importMapFlag(): string {
  // A package of npm that is loaded already resolves to a file of the cache: only @std may differ.
  const imports = Object.fromEntries(
    Object.entries(config.imports).map(([name, specifier]) => [
      name,
      name.startsWith("@std/") ? import.meta.resolve(name) : specifier,
    ]),
  );
  return `--import-map=data:application/json,${encodeURIComponent(JSON.stringify({ imports }))}`;
}
