/** The guide's programs with a Redis and a machine of their own. */
import { assert, assertEquals } from "@std/assert";
import { toFlag } from "../../spot/cli/options.ts";
import { blocks, filesOf, runIn, textOf } from "../_guides.ts";
import { isMissing, startRedis } from "./_redis.ts";
import { startWork } from "./_work.ts";

const guide = "backends/queue/README.md";
const guideUrl = "redis://:spot@127.0.0.1:6379";

Deno.test({
  name: `${guide}'s programs run, and print what it says${
    isMissing ? " (no redis-server is installed)" : ""
  }`,
  ignore: isMissing,
  async fn() {
    const files = filesOf(guide);
    const tune = blocks.find((block) => block.guide === guide && block.name === "tune.ts");
    assert(tune?.output && tune.code.includes(guideUrl));
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/objective.ts`, files["objective.ts"]);
      await using redis = await startRedis();
      const { url } = redis;
      await using _machine = await startWork({
        url,
        name: "first",
        args: ["--cores", "1", "--method", "worker", "--module", `${folder}/objective.ts`],
      });
      const program = { ...files, "tune.ts": tune.code.replace(guideUrl, url) };
      assertEquals(await runIn(["run", "--no-check", "-A", "tune.ts"], program), tune.output);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test(`${guide} names all options of work`, async () => {
  const text = await textOf(guide);
  const { workOptionTable } = await import("../../spot/cli/queue/options.ts");
  for (const name of Object.keys(workOptionTable)) {
    const flag = `--${toFlag(name)}`;
    assert(text.includes(flag), `${flag} is not there`);
  }
});

Deno.test(`${guide} stays short`, async () => {
  const lines = (await textOf(guide)).split("\n").length;
  assert(lines < 200, `it has ${lines} lines`);
});
