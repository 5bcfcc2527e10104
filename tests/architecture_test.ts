/** Holds the table of ARCHITECTURE.md: which room may import which. */
import { assert, assertEquals } from "@std/assert";

const root = new URL("../", import.meta.url);

/** Room -> rooms that it may import beside itself. The longest matching path is a file's room. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  "spot/exact": [],
  "spot/options": [],
  "spot/random": [],
  "backends/objective": ["spot/exact", "spot/options", "spot/random"],
  "spot/space": ["backends/objective", "spot/options", "spot/random"],
  "spot/linalg": [],
  "data": ["spot/random", "spot/options"],
  "spot/design": ["spot/space", "spot/random", "spot/options"],
  "spot/search": [
    "backends/objective",
    "spot/exact",
    "spot/linalg",
    "spot/options",
    "spot/random",
    "spot/space",
  ],
  "spot/surrogate": [
    "backends/objective",
    "spot/exact",
    "spot/linalg",
    "spot/options",
    "spot/random",
    "spot/search",
    "spot/space",
  ],
  "spot/infill": [
    "backends/objective",
    "spot/exact",
    "spot/linalg",
    "spot/options",
    "spot/random",
    "spot/search",
    "spot/space",
    "spot/surrogate",
  ],
  "spot/nn": ["data", "spot/exact", "spot/options", "spot/random", "spot/linalg"],
  "spot/fun": [
    "backends/objective",
    "data",
    "spot/exact",
    "spot/nn",
    "spot/options",
    "spot/random",
    "spot/space",
  ],
  "spot/noise": ["spot", "spot/exact", "spot/space"],
  "spot/control": ["backends/objective", "spot/infill", "spot/options", "spot/space"],
  "spot/run": [
    "backends/objective",
    "spot",
    "spot/control",
    "spot/design",
    "spot/exact",
    "spot/infill",
    "spot/noise",
    "spot/options",
    "spot/random",
    "spot/search",
    "spot/space",
    "spot/surrogate",
  ],
  "spot": [
    "backends/objective",
    "spot/control",
    "spot/design",
    "spot/noise",
    "spot/options",
    "spot/run",
    "spot/search",
    "spot/space",
    "spot/surrogate",
  ],
  "backends": ["backends/log", "backends/objective", "deno.json", "spot/options", "spot/random"],
  "backends/log": ["backends/objective", "spot/exact", "spot/options"],
  "spot/report": [
    "spot",
    "spot/exact",
    "spot/noise",
    "spot/surrogate",
    "spot/space",
    "backends/objective",
    "spot/random",
    "spot/options",
    "spot/linalg",
  ],
};

/** Rooms that stand above the table and may import anything but each other's tests. */
const above = ["mod.ts", "spot/cli", "bench", "tests", ".ci"];

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder || ".", root))) {
    const path = folder ? `${folder}/${name}` : name;
    if (isDirectory && name !== "node_modules" && name !== ".git") yield* sources(path);
    else if (name.endsWith(".ts")) yield path;
  }
}

function roomOf(path: string): string {
  const rooms = Object.keys(mayImport).filter((room) => path.startsWith(`${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0] ?? path;
}

async function importsOf(path: string): Promise<string[]> {
  const source = await Deno.readTextFile(new URL(path, root));
  const specifiers = source.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)"(\.[^"]+)"/g);
  return [...specifiers].map(([, specifier]) =>
    new URL(specifier, new URL(path, root)).href.slice(root.href.length)
  );
}

const isAbove = (path: string) =>
  above.some((room) => path === room || path.startsWith(`${room}/`) || path === `${room}.ts`);

Deno.test("imports point one way, as the table says", async () => {
  const wrong: string[] = [];
  let read = 0;
  for (const top of ["backends", "data", "spot"]) {
    for await (const path of sources(top)) {
      if (isAbove(path)) continue;
      read++;
      const room = roomOf(path);
      for (const target of await importsOf(path)) {
        const targetRoom = roomOf(target);
        const allowed = targetRoom === room || mayImport[room]?.includes(targetRoom);
        if (!allowed) wrong.push(`${path} imports ${target}`);
      }
    }
  }
  assert(read > 50, `only ${read} files were read`);
  assertEquals(wrong, []);
});

Deno.test("what results depend on uses exact arithmetic only", async () => {
  const inexact =
    /\bMath\.(exp|expm1|log|log1p|log2|log10|pow|tanh|sinh|cosh|sin|cos|tan|asin|acos|atan|atan2|cbrt|hypot|random)\b|\*\*/;
  const wrong: string[] = [];
  for (const top of ["backends", "data", "spot"]) {
    for await (const path of sources(top)) {
      if (path.startsWith("spot/report/") || isAbove(path)) continue;
      const code = (await Deno.readTextFile(new URL(path, root)))
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/\/\/.*$/gm, "");
      const found = inexact.exec(code);
      if (found) wrong.push(`${path}: ${found[0]}`);
    }
  }
  assertEquals(wrong, []);
});
