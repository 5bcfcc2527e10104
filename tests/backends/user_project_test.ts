import { assertEquals, assertStringIncludes } from "@std/assert";

const backends = new URL("../../backends/", import.meta.url).href;

const files = {
  "deno.jsonc": `{ // the "project" of a user
  "imports": { "seedrandom": "npm:seedrandom@3.0.5", "@/": "./source/", },
}`,
  "source/two.ts": "export const two = 2;\n",
  "fun.ts": `import { defineObjective } from "${backends}../spot/core/objective/mod.ts";
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
  for await (const { responses } of results) console.log(responses[0]);
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

Deno.test("makeParallel() evaluates in every mode what the user's project imports, whatever its name", async () => {
  await assertSameInEveryMode(files, "with space, comma and ü");
});

const configurations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "names of Spot's own imports that mean something else in the project": {
    "deno.json": `{
  "imports": { "@/": "./source/", "seedrandom/lib/alea.js": "./source/two.ts" },
  "scopes": { "${backends}../": { "seedrandom/": "npm:/seedrandom@3.0.5/" } }
}`,
    "fun.ts": files["fun.ts"].replace("@/two.ts", "seedrandom/lib/alea.js"),
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
  "imports": { "seedrandom/lib/alea.js": "npm:seedrandom@3.0.5/lib/alea.js" },
  "scopes": { "../": { "@/": "../source/" } }
}`,
  },
  "the import of a file of a package by its name": {
    "deno.json": `{ "imports": { "seedrandom": "npm:seedrandom@3.0.5", "@/": "./source/" } }`,
    "fun.ts": `import "seedrandom/lib/alea.js";\n${files["fun.ts"]}`,
  },
};

const usesKv = `${files["fun.ts"]}if (typeof Deno.openKv !== "function") throw new Error("no KV");
`;
const member = `import { defineObjective } from "${backends}../spot/core/objective/mod.ts";
import { root } from "@root/root.ts";
import { own } from "own";
import { fromLibrary } from "@user/library";
import "@user/library/more";
export const fun = defineObjective(import.meta.url, "fun", (x) => x[0] + root + own + fromLibrary);
`;
const workspaceFiles = (members: string) => ({
  "../deno.json": `{
  "workspace": ${members},
  "unstable": ["kv"],
  "imports": { "seedrandom": "npm:seedrandom@3.0.5", "@root/": "./base/", "own": "./base/root.ts" }
}`,
  "../base/root.ts": "export const root = 100;\n",
  "../library/deno.json": `{ "name": "@user/library", "version": "1.0.0",
  "exports": { ".": "./mod.ts", "./more": "./more.ts" }, "imports": { "own": "./own.ts" } }`,
  "../library/mod.ts": 'export { own as fromLibrary } from "own";\n',
  "../library/more.ts": "",
  "../library/own.ts": "export const own = 1000;\n",
  "deno.json":
    '{ "name": "@user/app", "version": "1.0.0", "exports": "./main.ts", "imports": { "own": "./own.ts" } }',
  "own.ts": "export const own = 10;\n",
  "fun.ts": `${member}if (typeof Deno.openKv !== "function") throw new Error("no KV");\n`,
});

const others: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "unstable features": {
    "deno.json": `{ "unstable": ["kv"],
  "imports": { "seedrandom": "npm:seedrandom@3.0.5", "@/": "./source/" } }`,
    "fun.ts": usesKv,
  },
  "the imports of a workspace's root, and of its members": workspaceFiles(
    '["./project", "library"]',
  ),
  "a workspace whose members are a pattern": workspaceFiles('{ "members": ["./*"] }'),
  "a package.json beside it, with imports and dependencies": {
    "deno.json":
      '{ "nodeModulesDir": "none", "imports": { "seedrandom": "npm:seedrandom@3.0.5" } }',
    "package.json": `{ "name": "user", "imports": { "#two": { "import": "./source/two.ts" } },
  "dependencies": { "generators": "npm:seedrandom@3.0.5" } }`,
    "fun.ts": `import "generators";\n${files["fun.ts"].replace("@/two.ts", "#two")}`,
  },
};

for (const [name, project] of Object.entries({ ...configurations, ...others })) {
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

Deno.test("makeParallel() tells that the working folder was deleted, whatever the method", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/gone`);
    const { "main.ts": main, ...others } = files;
    const texts = {
      ...others,
      "main.ts": main.replace(
        '["sequential", "worker", "subprocess"]',
        "[Deno.args[0] as 'worker']",
      )
        .replace("const variable", "Deno.removeSync(Deno.cwd());\nconst variable"),
    };
    await Deno.mkdir(`${folder}/source`);
    for (const [path, text] of Object.entries(texts)) {
      await Deno.writeTextFile(`${folder}/${path}`, text);
    }
    for (const method of ["worker", "subprocess"]) {
      await Deno.mkdir(`${folder}/gone`, { recursive: true });
      const { stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-lock", "--quiet", `${folder}/main.ts`, method],
        cwd: `${folder}/gone`,
      }).output();
      assertStringIncludes(
        new TextDecoder().decode(stderr),
        "as the working folder must exist: it was deleted. Change to another one by Deno.chdir()",
      );
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
