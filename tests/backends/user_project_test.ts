import { assertEquals } from "@std/assert";

const backends = new URL("../../backends/", import.meta.url).href;

const files = {
  "deno.jsonc": `{ // the "project" of a user
  "imports": { "seedrandom": "npm:seedrandom@3.0.5", "@/": "./source/", },
}`,
  "source/two.ts": "export const two = 2;\n",
  "fun.ts": `import { defineObjective } from "${backends}objective/mod.ts";
import { two } from "@/two.ts";
export const fun = defineObjective(import.meta.url, "fun", (x, { random }) => two * x[0] + random());
`,
  "main.ts": `import { makeParallel } from "${backends}make_parallel.ts";
import { fun } from "./fun.ts";
const variable = { name: "a", type: "float", lower: 0, upper: 9, transform: "none" } as const;
const problem = { seed: 1, variables: [variable], controls: {} };
for (const method of ["sequential", "worker", "subprocess"] as const) {
  await using parallel = makeParallel(fun, { method, numCores: 1 });
  const results = parallel.evaluate([{ row: 0, x: [4], replicate: 0 }], { problem });
  for await (const { y } of results) console.log(y[0]);
}
`,
};

/** Runs the main module of a project; every method must give the same value. */
async function assertSameInEveryMode(
  project: Readonly<Record<string, string>>,
  name = "project",
): Promise<void> {
  const temporary = await Deno.makeTempDir();
  const folder = `${temporary}/${name}`;
  try {
    for (const [path, text] of Object.entries(project)) {
      await Deno.mkdir(`${folder}/${path}`.replace(/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${folder}/${path}`, text);
    }
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-lock", "--quiet", `${folder}/main.ts`],
      cwd: "/",
    }).output();
    assertEquals(new TextDecoder().decode(stderr), "");
    const values = new TextDecoder().decode(stdout).trim().split("\n");
    assertEquals(values, Array(3).fill(values[0]));
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}

for (const name of ["plain", "with space, comma and ü"]) {
  Deno.test(`makeParallel() evaluates in every mode what the user's project imports (${name})`, async () => {
    await assertSameInEveryMode(files, name);
  });
}

const configurations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "names of Spot's own imports that mean something else in the project": {
    "deno.json": `{
  "imports": { "@/": "./source/", "seedrandom": "./source/two.ts" },
  "scopes": { "${backends}../": { "seedrandom": "npm:seedrandom@3.0.5" } }
}`,
    "fun.ts": files["fun.ts"].replace("@/two.ts", "seedrandom"),
  },
  "scopes with a file of a package": {
    "deno.json": `{
  "imports": { "seedrandom": "npm:seedrandom@3.0.5", "@/": "./source/" },
  "scopes": { "./": { "generators": "npm:seedrandom@3.0.5" } }
}`,
    "fun.ts": `import "generators/lib/alea.js";\n${files["fun.ts"]}`,
  },
  "a null where Deno takes no notice of it": {
    "deno.json": `{
  "imports": { "seedrandom": "npm:seedrandom@3.0.5", "@/": "./source/" },
  "scopes": null
}`,
  },
  "the file of an import map, with scopes": {
    "deno.json": '{ "importMap": "maps/imports.json" }',
    "maps/imports.json": `{
  "imports": { "seedrandom": "npm:seedrandom@3.0.5" },
  "scopes": { "../": { "@/": "../source/" } }
}`,
  },
  "the import of a file of a package by its name": {
    "deno.json": `{ "imports": { "seedrandom": "npm:seedrandom@3.0.5", "@/": "./source/" } }`,
    "fun.ts": `import "seedrandom/lib/alea.js";\n${files["fun.ts"]}`,
  },
};

for (const [name, project] of Object.entries(configurations)) {
  Deno.test(`makeParallel() evaluates in every mode in a project with ${name}`, async () => {
    const { "deno.jsonc": _, ...modules } = files;
    await assertSameInEveryMode({ ...modules, ...project });
  });
}

Deno.test("makeParallel() evaluates objectives that import Spot by its name", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      `${folder}/fun.ts`,
      `import { defineObjective } from "@spot/spot";
import "@spot/spot/report";
export const fun = defineObjective(import.meta.url, "fun", (x) => x[0] * 2);
`,
    );
    await Deno.writeTextFile(`${folder}/main.ts`, files["main.ts"]);
    const root = new URL("../../", import.meta.url);
    const task = { args: ["task", "-q", "std"], cwd: root };
    const { stdout: flag } = await new Deno.Command(Deno.execPath(), task).output();
    const flags = new TextDecoder().decode(flag).trim().split(" ").filter((part) => part !== "");
    const config = `--config=${new URL("deno.json", root).pathname}`;
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", config, ...flags, `${folder}/main.ts`],
    }).output();
    assertEquals(new TextDecoder().decode(stderr), "");
    assertEquals(new TextDecoder().decode(stdout).trim().split("\n"), ["8", "8", "8"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
