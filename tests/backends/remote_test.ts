import { assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };

const root = new URL("../../", import.meta.url);

/** Serves the package as a registry does: bare imports are spelt out. */
function servePackage() {
  return Deno.serve({ port: 0, hostname: "localhost", onListen() {} }, async ({ url }) => {
    const { pathname } = new URL(url);
    try {
      const source = await Deno.readTextFile(new URL(`.${pathname}`, root));
      const name = "seedrandom/lib/alea.js";
      const text = source.replaceAll(`from "${name}"`, `from "${config.imports[name]}"`);
      const type = pathname.endsWith(".json") ? "application/json" : "application/typescript";
      return new Response(text, { headers: { "content-type": type } });
    } catch {
      return new Response("not found", { status: 404 });
    }
  });
}

const files = {
  "source/two.ts": "export const two = 2;\n",
  "fun.ts": `import { defineObjective } from "package/spot/core/objective/mod.ts";
import { two } from "@/two.ts";
export const fun = defineObjective(import.meta.url, "fun", (x, { random }) => two * x[0] + random());
`,
  "main.ts": `import { makeParallel } from "package/backends/make_parallel.ts";
import { subprocess } from "package/backends/subprocess/subprocess.ts";
import { fun } from "./fun.ts";
const variable = { name: "a", type: "float", lower: 0, upper: 9, transform: "none" } as const;
const problem = { seed: 1, variables: [variable], controls: {} };
const [host] = Deno.args;
for (const method of ["sequential", "worker", subprocess({ allow: ["import=" + host] })] as const) {
  await using parallel = makeParallel(fun, { method, numCores: 1 });
  const results = parallel.evaluate([{ row: 0, x: [4], replicate: 0 }], { problem });
  for await (const { responses } of results) console.log(responses[0]);
}
`,
};

Deno.test("makeParallel() evaluates in every mode if the package comes over the network", async () => {
  const server = servePackage();
  const folder = await Deno.makeTempDir();
  try {
    const host = `localhost:${server.addr.port}`;
    const imports = { "package/": `http://${host}/`, "@/": "./source/" };
    await Deno.mkdir(`${folder}/source`);
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ imports }));
    for (const [path, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${path}`, text);
    }
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-lock", "--quiet", `${folder}/main.ts`, host],
      cwd: "/",
      env: { DENO_DIR: `${folder}/cache` },
    }).output();
    const values = new TextDecoder().decode(stdout).trim().split("\n");
    assertEquals(new TextDecoder().decode(stderr), "");
    assertEquals(values, Array(3).fill(values[0]));
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});
