import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { splitArguments } from "../../spot/cli/arguments.ts";
import { commands } from "../../spot/cli/commands.ts";
import { operandsOf, parseOptions } from "../../spot/cli/options.ts";
import { exitCodes } from "../../spot/cli/run_command_line.ts";
import { runIn } from "../_guides.ts";
import { isRequired, outputOf } from "../_program.ts";
import { config } from "./import_map.ts";
import { runSpot } from "./run_command.ts";

const guide = await Deno.readTextFile(new URL("../../spot/cli/README.md", import.meta.url));

Deno.test("spot lists its commands, says its version, and refuses what is no command", async () => {
  for (const args of [[], ["--help"], ["help"], ["--", "-h"]]) {
    const { code, stdout, stderr } = await runSpot(...args);
    assertEquals([code, stderr], [0, ""]);
    for (const [name, { does }] of Object.entries(commands)) {
      assertMatch(stdout, new RegExp(`^  ${name} +${does}$`, "m"));
    }
  }
  assertMatch((await runSpot("--version")).stdout, /^\d+\.\d+\.\d+\n$/);
  const { code, stdout, stderr } = await runSpot("tun", "--evals", "3");
  assertEquals([code, stdout], [2, ""]);
  assertMatch(stderr, /^Cannot run 'tun' as it is no command: did you mean 'tune'\?.*\n$/);
  assertStringIncludes((await runSpot("help", "report")).stdout, "Usage: spot report");
});

Deno.test("the examples in the help of commands are command lines that they take", async () => {
  for (const [name, { load }] of Object.entries(commands)) {
    const { listed } = await load();
    for (const { examples = [], options, action } of listed.texts) {
      assert(examples.length > 0, name);
      for (const example of examples) {
        const [program, command, ...args] = example.split(" ");
        assertEquals([program, command], ["spot", name]);
        const values: Record<string, unknown> = parseOptions(
          action,
          options,
          splitArguments(args).options,
        );
        assert(operandsOf(options).every((operand) => values[operand] !== undefined), example);
      }
    }
  }
});

Deno.test("the guide has the exit codes and the commands of the command line", () => {
  for (const [code, meaning] of Object.entries(exitCodes)) {
    assertMatch(guide, new RegExp(`^\\| ${code} +\\| ${meaning} +\\|$`, "m"));
  }
  for (const name of Object.keys(commands)) assertMatch(guide, new RegExp(`^\\| \`${name}`, "m"));
});

const hasPython = isRequired("python3");

Deno.test({
  name: `the guide's first steps lead to a report, and its table names what --json prints${
    hasPython ? "" : " (not here: no python3)"
  }`,
  ignore: !hasPython,
  async fn() {
    const [, program] = /```python\n([^`]*)```/.exec(guide)!;
    const [, space] = /```json\n([^`]*)```/.exec(guide)!;
    const [, line] = /\nspot (tune [^\n`]*)\n/.exec(guide)!;
    const files = { "train.py": program, "space.json": space };
    const cli = new URL("../../spot/cli.ts", import.meta.url).pathname;
    const args = line.replace("--evals 40", "--evals 12 --json").split(" ");
    const printed = JSON.parse(await runIn(["run", "-A", cli, ...args], files));
    assertEquals([printed.rows, printed.failed, printed.log], [12, 0, "run.journal"]);
    assertEquals(printed.command.slice(0, 2), ["python3", "train.py"]);
    for (const key of Object.keys(printed)) {
      assertMatch(guide, new RegExp(`^\\| .*\`${key}\``, "m"));
    }
  },
});

const isHere = Deno.build.os === "linux" && isRequired("script");

Deno.test({
  name: `colours are on terminals only, and nowhere with NO_COLOR${
    isHere ? "" : " (not here: no program 'script')"
  }`,
  ignore: !isHere,
  async fn() {
    const cwd = new URL("../..", import.meta.url);
    const line = [
      "run",
      "-A",
      "--quiet",
      ...config.map((flag) => `'${flag}'`),
      "spot/cli.ts",
      "tun",
    ];
    // What Node's rules take for a terminal with colours, also where the tests themselves run in CI.
    const terminal = "env -u CI TERM=xterm-256color";
    const command = `${terminal} ${Deno.execPath()} ${line.join(" ")} || true`;
    const onTerminal = ["-qec", command, "/dev/null"];
    const red = "\x1b[31mCannot run";
    assertStringIncludes(await outputOf("script", onTerminal, { cwd, env: { NO_COLOR: "" } }), red);
    const plain = await outputOf("script", onTerminal, { cwd, env: { NO_COLOR: "1" } });
    assertMatch(plain, /^Cannot run/);
    const help = ["run", "-A", "--quiet", ...config, "spot/cli.ts", "--help"];
    const piped = await outputOf(Deno.execPath(), help, { cwd, env: { NO_COLOR: "" } });
    assert(!piped.includes("\x1b"));
  },
});
