/**
 * The examples to start from run, print what their README says, and stay short. After a change of the
 * tuner, `SPOT_WRITE_EXAMPLES=1 deno test -A tests/bench/examples_test.ts` writes what they print now.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { inFolder, runSpot } from "../cli/run_command.ts";
import { runIn } from "../_guides.ts";
import { isMissing, startRedis } from "../queue/_redis.ts";
import { startWork } from "../queue/_work.ts";
import { hasModule, python } from "../_python.ts";

const folder = new URL("../../bench/examples/", import.meta.url);
const readme = await Deno.readTextFile(new URL("README.md", folder));
const texts: Readonly<Record<string, string>> = Object.fromEntries(
  [...Deno.readDirSync(folder)].map(({ name }) => [
    name,
    Deno.readTextFileSync(new URL(name, folder)),
  ]),
);
const served = "many_machines.ts";

/** The command that runs a file, and what it prints. */
function shownFor(file: string): { readonly command: string; readonly output: string } {
  const shown = [...readme.matchAll(/```sh\n([^`]*)```\n\n```\n([^`]*)```/g)]
    .find(([, command]) => command.includes(file));
  assert(shown, `README shows no run of ${file}`);
  return { command: shown[1], output: shown[2].trim() };
}

/** Compares what a file prints with what README says. */
async function assertShown(file: string, printed: string): Promise<void> {
  const { output } = shownFor(file);
  if (Deno.env.get("SPOT_WRITE_EXAMPLES")) {
    const text = await Deno.readTextFile(new URL("README.md", folder));
    await Deno.writeTextFile(new URL("README.md", folder), text.replace(output, () => printed));
  } else assertEquals(printed, output);
}

for (const [name, text] of Object.entries(texts)) {
  if (name === "README.md") continue;
  Deno.test(`bench/examples/${name} has at most 60 lines, and README links to it`, () => {
    assert(text.trimEnd().split("\n").length <= 60);
    const linked = name.replace(/\.json$/, ".py");
    assert(readme.includes(`](${linked})`), linked);
  });
  if (!name.endsWith(".ts") || name === served) continue;
  Deno.test(`bench/examples/${name} prints what README says`, async () => {
    const { command } = shownFor(name);
    const args = command.trim().split(" ");
    assertEquals(args, ["deno", "run", "-A", name]);
    await assertShown(name, await runIn(["run", "--no-check", "-A", name], { [name]: text }));
  });
}

const hasSklearn = await hasModule("sklearn");

Deno.test({
  name: `bench/examples/sklearn_svr.py is tuned by README's command${
    !hasSklearn ? " (not here: no Python with sklearn)" : ""
  }`,
  ignore: !hasSklearn,
  fn: inFolder(async (out) => {
    const { command, output } = shownFor("sklearn_svr.py");
    const documented = command.replaceAll("\\\n", "").trim().split(/\s+/);
    assert(texts["sklearn_svr.py"].replaceAll("\\\n", "").includes(documented.slice(-9).join(" ")));
    const words = documented.slice(1).map((word) => {
      if (word === "python3") return python;
      return Object.hasOwn(texts, word) ? new URL(word, folder).pathname : word;
    });
    const end = words.indexOf("--");
    const small = ["--evals", "6", "--init-size", "5", "--out", out];
    const { code, stdout, stderr } = await runSpot(
      ...words.slice(0, end).filter((word, i) => word !== "--evals" && words[i - 1] !== "--evals"),
      ...[...small, ...words.slice(end)],
    );
    assertEquals(code, 0, stderr);
    assertMatch(stdout, /^Best of 6 rows: \d{4}(\.\d+)?$/m);
    const header = output.split("\n")[0].trim().split(/\s+/);
    assertEquals(stdout.split("\n")[0].trim().split(/\s+/), header);
  }),
});

Deno.test({
  name: `bench/examples/${served} prints what README says${
    isMissing ? " (no redis-server is installed)" : ""
  }`,
  ignore: isMissing,
  async fn() {
    const { command } = shownFor(served);
    assertMatch(command, /^spot work --url .* --name approximate --module many_machines\.ts\n/);
    await using redis = await startRedis();
    const { url } = redis;
    const args = ["--cores", "2", "--module", new URL(served, folder).pathname];
    await using _machine = await startWork({ url, name: "approximate", args });
    const run = ["run", "--no-check", "-A", served, url];
    await assertShown(served, await runIn(run, { [served]: texts[served] }));
  },
});
