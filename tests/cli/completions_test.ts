import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { commands } from "../../spot/cli/commands.ts";
import { bashCompletions } from "../../spot/cli/completions/bash.ts";
import { describeCommands } from "../../spot/cli/completions/command.ts";
import { fishCompletions } from "../../spot/cli/completions/fish.ts";
import { zshCompletions } from "../../spot/cli/completions/zsh.ts";
import { commonOptions, toFlag } from "../../spot/cli/options.ts";
import { isRequired, outputOf } from "../_program.ts";

const described = await describeCommands(commands);

/** What bash offers for the last of some words. */
async function offered(...words: readonly string[]): Promise<string[]> {
  const lines = [
    bashCompletions(described),
    'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _spot; printf "%s\\n" "${COMPREPLY[@]}"',
  ];
  const printed = await outputOf("bash", ["-c", lines.join("\n"), "bash", ...words]);
  return printed.split("\n").filter((line) => line !== "");
}

Deno.test({
  name: "bash completes commands, options, their values, and nothing of the user's program",
  ignore: Deno.build.os === "windows",
  async fn() {
    assertEquals(await offered("spot", "re"), ["resume", "report"]);
    assertEquals(await offered("spot", "tune", "--pr"), ["--pruning"]);
    assertEquals(await offered("spot", "tune", "--pruning", ""), [
      ...["median", "percentile", "halving"],
    ]);
    // As bash cuts --method=sub.
    assertEquals(await offered("spot", "resume", "--method", "=", "sub"), ["subprocess"]);
    assertEquals(await offered("spot", "resume", "--method", "="), [
      ...["worker", "subprocess", "concurrent", "sequential"],
    ]);
    assertEquals(await offered("spot", "completions", "z"), ["zsh"]);
    // Files are the shell's.
    assertEquals(await offered("spot", "report", ""), []);
    assertEquals(await offered("spot", "tune", "--space", ""), []);
    assertEquals(await offered("spot", "tune", "--space", "a", "--", "sh", "--e"), []);
  },
});

Deno.test("all shells complete all options of all commands", async () => {
  const scripts = [bashCompletions, zshCompletions, fishCompletions].map((of) => of(described));
  for (const [name, { load }] of Object.entries(commands)) {
    const { listed } = await load();
    const tables = [commonOptions, ...listed.texts.map(({ options }) => options)];
    const flags = tables.flatMap((table) => Object.keys(table).map(toFlag));
    const { options, operand } = described.find((command) => command.name === name)!;
    const shown = options.map(({ flag }) => flag);
    assert(flags.every((flag) => shown.includes(flag) || operand !== undefined), name);
    for (const flag of shown) {
      assertStringIncludes(scripts[0], `--${flag}`);
      assertStringIncludes(scripts[1], `--${flag}`);
      assertStringIncludes(scripts[2], `seen_subcommand_from ${name}' -l ${flag} `);
    }
  }
});

/** Shells that few machines have, CI's among them: their scripts are read where they are. */
const others = { zsh: zshCompletions, fish: fishCompletions };

for (const [shell, of] of Object.entries(others)) {
  if (Deno.env.get("CI") || !isRequired(shell)) continue;
  Deno.test(`${shell} reads its completions`, async () => {
    const path = await Deno.makeTempFile();
    await Deno.writeTextFile(path, of(described));
    assertEquals(await outputOf(shell, ["-n", path]), "");
    await Deno.remove(path);
  });
}
