/**
 * Prints nothing where JSR answers or is cached; otherwise one `--import-map` flag in which thin
 * adapters over Node and npm stand in for the `@std/*` packages of deno.json.
 */
import config from "../../deno.json" with { type: "json" };

const PROBE_DEADLINE_MS = 4000;
const isStandard = (name: string) => name.startsWith("@std/");

async function jsrAnswers(): Promise<boolean> {
  const specifiers = Object.entries(config.imports).filter(([name]) => isStandard(name));
  // Variables, not literals: a literal dynamic import is fetched before this script starts.
  const probe = Promise.all(specifiers.map(([, specifier]) => import(specifier)));
  const deadline = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error("no answer")), PROBE_DEADLINE_MS)
  );
  return await Promise.race([probe, deadline]).then(() => true, () => false);
}

function importMapFlag(): string {
  const imports: Record<string, string> = Object.fromEntries(
    Object.entries(config.imports).map(([name, specifier]) => [
      name,
      isStandard(name)
        ? new URL(`./${name.slice("@std/".length)}.ts`, import.meta.url).href
        : specifier,
    ]),
  );
  for (const [path, file] of Object.entries(config.exports)) {
    imports[`${config.name}${path.slice(1)}`] = new URL(`../../${file}`, import.meta.url).href;
  }
  return `--import-map=data:application/json,${encodeURIComponent(JSON.stringify({ imports }))}`;
}

if (!(await jsrAnswers())) console.log(importMapFlag());
Deno.exit(0);
