/** The package as users have it: from JSR, in a folder of their own. */
import { assertEquals } from "@std/assert";
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
