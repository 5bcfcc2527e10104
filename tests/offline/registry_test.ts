/** The package as users have it: from JSR, in a folder of their own. */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { outputOf } from "../_program.ts";
import { startRegistry } from "./registry.ts";

const specifier = `jsr:${config.name}@${config.version}`;

const sources: Readonly<Record<string, string>> = {
  "fun.ts": `
import { defineObjective } from "SPOT";
export const fun = defineObjective(import.meta.url, "fun", (x, { random }) => x[0] ** 2 + random());
`,
  "main.ts": `
import {
  diabetes,
  funControlInit,
  HyperLight,
  LightHyperDict,
  makeParallel,
  setHyperparameter,
  Spot,
} from "SPOT";
import { fun } from "./fun.ts";
const [method] = Deno.args;
const budget = { funEvals: 3, seed: 1 };
const network = funControlInit({
  ...budget,
  coreModelName: "NNResNetRegressor",
  hyperDict: LightHyperDict,
  dataSet: await diabetes(),
  lIn: 10,
  lOut: 1,
});
setHyperparameter(network, "epochs", [2, 3]);
setHyperparameter(network, "l1", [2, 3]);
for (
  const [objective, funControl] of [
    [fun, funControlInit({ ...budget, lower: [-1], upper: [1] })],
    [new HyperLight().fun, network],
  ]
) {
  await using parallel = makeParallel(objective, { numCores: 1, method });
  const spot = new Spot({ fun: parallel, funControl, designControl: { initSize: 3 } });
  console.log((await spot.run()).y);
}
`,
};

const deno = Deno.execPath();

/** The flags that the guide of the backends names under Permissions. */
const methods: Readonly<Record<string, readonly string[]>> = {
  sequential: [],
  worker: ["--allow-read=."],
  subprocess: ["--allow-read", `--allow-run=${deno}`],
};

/** How users have the package. */
interface Installation {
  /** What they import. */
  readonly imported: string;
  readonly configuration?: object;
  /** All was fetched by `deno cache`, and there is no network any more. */
  readonly isOffline?: boolean;
}

/** What the program prints by each method, in a folder that has nothing of the package. */
async function outputs({ imported, configuration, isOffline }: Installation): Promise<string[]> {
  const registry = await startRegistry();
  const cwd = await Deno.makeTempDir();
  const env = { JSR_URL: registry.url, DENO_DIR: `${cwd}/cache`, NO_COLOR: "1" };
  try {
    for (const [name, source] of Object.entries(sources)) {
      await Deno.writeTextFile(`${cwd}/${name}`, source.replaceAll("SPOT", imported));
    }
    if (configuration) await Deno.writeTextFile(`${cwd}/deno.json`, JSON.stringify(configuration));
    if (isOffline) {
      await outputOf(deno, ["cache", "main.ts"], { cwd, env });
      await registry[Symbol.asyncDispose]();
    }
    const offline = isOffline ? ["--cached-only"] : [];
    const printed: string[] = [];
    for (const [method, flags] of Object.entries(methods)) {
      const args = ["run", "--quiet", "--no-prompt", ...offline, ...flags, "main.ts", method];
      printed.push(await outputOf(deno, args, { cwd, env }));
    }
    return printed;
  } finally {
    if (!isOffline) await registry[Symbol.asyncDispose]();
    await Deno.remove(cwd, { recursive: true });
  }
}

const installations: Readonly<Record<string, Installation>> = {
  "without a deno.json": { imported: specifier },
  "with a deno.json and its lock file": {
    imported: "@spot/spot",
    configuration: { imports: { "@spot/spot": specifier } },
  },
  "with a folder of vendored modules": {
    imported: "spot",
    configuration: { imports: { spot: specifier }, vendor: true, nodeModulesDir: "auto" },
  },
  "without a network once it is cached": { imported: specifier, isOffline: true },
};

for (const [how, installation] of Object.entries(installations)) {
  Deno.test(`makeParallel() gives the same bits by every method from JSR ${how}`, async () => {
    const [sequential, ...others] = await outputs(installation);
    assertEquals(sequential.match(/\d+\.\d+/g)?.length, 6, sequential);
    assertEquals(others, [sequential, sequential]);
  });
}

Deno.test("serveReport() serves a run from JSR, whose thread starts from no file", async () => {
  await using registry = await startRegistry();
  const cwd = await Deno.makeTempDir();
  const env = { JSR_URL: registry.url, DENO_DIR: `${cwd}/cache`, NO_COLOR: "1" };
  const source = `
import { funControlInit, Spot } from "${specifier}";
import { serveReport } from "${specifier}/report";
const funControl = funControlInit({ lower: [0], upper: [1], funEvals: 3 });
const designControl = { initSize: 3 };
const spot = new Spot({ fun: ([x]) => x, funControl, designControl });
await using page = await serveReport(spot, { port: 0 });
await spot.run();
const response = await fetch(page.url);
console.log(response.status, /<h1[^>]*>/.test(await response.text()));
`;
  try {
    await Deno.writeTextFile(`${cwd}/main.ts`, source);
    assertEquals(
      await outputOf(deno, ["run", "--quiet", "-A", "main.ts"], { cwd, env }),
      "200 true",
    );
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

Deno.test({
  name: "the command line is installed from JSR, and loads BullMQ for `work` alone",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using registry = await startRegistry();
    const cwd = await Deno.makeTempDir();
    const env = { JSR_URL: registry.url, DENO_DIR: `${cwd}/cache`, NO_COLOR: "1" };
    const spot = (...args: readonly string[]) => outputOf(`${cwd}/bin/spot`, args, { cwd, env });
    const packages = () => outputOf("find", [`${cwd}/cache/npm`, "-name", "bullmq"]);
    try {
      const install = ["install", "--quiet", "-g", "-A", "-n", "spot", "--root", cwd];
      await outputOf(deno, [...install, `${specifier}/cli`], { cwd, env });
      assertEquals(await spot("--version"), config.version);
      await Deno.writeTextFile(
        `${cwd}/space.json`,
        '{"a": {"type": "int", "lower": 1, "upper": 9}}',
      );
      const sizes = ["--evals", "4", "--init-size", "3", "--log", "run.journal", "--json"];
      await spot("tune", "--space", "space.json", ...sizes, "--", "echo", "{a}");
      const { rows } = JSON.parse(await spot("resume", "run.journal", "--evals", "5", "--json"));
      assertEquals(rows, 5);
      assertEquals(JSON.parse(await spot("report", "run.journal", "--json")).rows, 5);
      await spot("completions", "bash");
      assertEquals(await packages(), "");
      const nowhere = ["--url", "redis://127.0.0.1:1", "--name", "a"];
      const { message } = await assertRejects(() => spot("work", ...nowhere), Error);
      assertStringIncludes(message, "the connection was refused");
      assertStringIncludes(await packages(), "bullmq");
    } finally {
      await Deno.remove(cwd, { recursive: true });
    }
  },
});
