/** Holds the rules of ARCHITECTURE.md: which part may import which. */
import { assert, assertEquals } from "@std/assert";

const root = new URL("../", import.meta.url);

/** Part -> what it may import beside itself; a file belongs to the longest part that it lies in. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  "spot/core": [],
  "data": ["spot/core"],
  "backends": ["spot/core", "deno.json"],
  "spot": ["spot/core", "data"],
  "spot/cli": ["spot/core", "spot", "data", "backends", "deno.json", "mod.ts"],
};
/** Rooms of `spot` for those who look at a run or are tuned: the tuner itself does not know them. */
const leaves = ["spot/report", "spot/nn", "spot/fun", "spot/cli"];

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, root))) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* sources(path);
    else if (name.endsWith(".ts")) yield path;
  }
}

function longest(path: string, parts: readonly string[]): string {
  const holding = parts.filter((part) =>
    path === part || path === `${part}.ts` || path.startsWith(`${part}/`)
  );
  return holding.sort((a, b) => b.length - a.length)[0] ?? path;
}

interface Import {
  readonly from: string;
  readonly to: string;
}

async function readImports(): Promise<Import[]> {
  const imports: Import[] = [];
  for (const top of ["backends", "data", "spot"]) {
    for await (const from of sources(top)) {
      const source = await Deno.readTextFile(new URL(from, root));
      for (const [, specifier] of source.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)"(\.[^"]+)"/g)) {
        const to = new URL(specifier, new URL(from, root)).href.slice(root.href.length);
        imports.push({ from, to });
      }
    }
  }
  return imports;
}

const imports = await readImports();

Deno.test("parts import one way, as the rules say", () => {
  assert(imports.length > 300, `only ${imports.length} imports were read`);
  const parts = Object.keys(mayImport);
  const wrong = imports.filter(({ from, to }) => {
    const [part, target] = [longest(from, parts), longest(to, parts)];
    return part !== target && !mayImport[part].includes(target);
  });
  assertEquals(wrong, []);
});

Deno.test("the tuner does not know who looks at it, or what it tunes", () => {
  const wrong = imports.filter(({ from, to }) => {
    const [leaf, target] = [longest(from, leaves), longest(to, leaves)];
    const isBelow = leaf === "spot/cli" || (leaf === "spot/fun" && target === "spot/nn");
    return leaves.includes(target) && leaf !== target && !isBelow;
  });
  assertEquals(wrong, []);
});

Deno.test("no file imports itself through others", () => {
  const targets = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const path: string[] = [];
  const circles: string[] = [];
  const visit = (file: string) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
    if (path.includes(file) || done.has(file)) return;
    path.push(file);
    for (const { to } of targets.get(file) ?? []) visit(to);
    path.pop();
    done.add(file);
  };
  for (const file of targets.keys()) visit(file);
  assertEquals(circles, []);
});

Deno.test("what results depend on uses exact arithmetic only", async () => {
  const inexact =
    /\bMath\.(exp|expm1|log|log1p|log2|log10|pow|tanh|sinh|cosh|sin|cos|tan|asin|acos|atan|atan2|cbrt|hypot|random)\b|\*\*/;
  const wrong: string[] = [];
  for (const top of ["backends", "data", "spot"]) {
    for await (const path of sources(top)) {
      if (["spot/report", "spot/cli"].includes(longest(path, leaves))) continue;
      const code = (await Deno.readTextFile(new URL(path, root)))
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/\/\/.*$/gm, "");
      const found = inexact.exec(code);
      if (found) wrong.push(`${path}: ${found[0]}`);
    }
  }
  assertEquals(wrong, []);
});
