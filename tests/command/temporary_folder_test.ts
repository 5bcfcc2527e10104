import { assertEquals } from "@std/assert";
import { openTemporaryFolder, removeAbandoned } from "../../spot/command/temporary_folder.ts";
import { evaluateScript } from "./_run_command.ts";
import { inFolder, startScript } from "../cli/run_command.ts";
import { sleep, withinDeadline } from "../faults/_fault_run.ts";

const note = "A running row of Spot has locked this file; if none has, the folder can go.\n";
const namesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("openTemporaryFolder() makes an empty folder, and takes it away with all that is in it", async () => {
  const folder = await openTemporaryFolder();
  const { path } = folder;
  assertEquals(namesIn(path), []);
  await Deno.mkdir(`${path}/deep`);
  await Deno.writeTextFile(`${path}/deep/file`, "");
  await folder[Symbol.asyncDispose]();
  assertEquals(await Deno.stat(`${path}/..`).catch(() => "gone"), "gone");
});

Deno.test(
  "removeAbandoned() takes away what nobody has locked, and nothing that is not ours",
  inFolder(async (within) => {
    const make = async (name: string, owner?: string) => {
      await Deno.mkdir(`${within}/${name}/scratch`, { recursive: true });
      await Deno.writeTextFile(`${within}/${name}/scratch/file`, "");
      if (owner !== undefined) await Deno.writeTextFile(`${within}/${name}/owner`, owner);
    };
    await make("spot_row_abandoned", note);
    await make("spot_row_locked", note);
    await make("spot_row_without_owner");
    await make("spot_row_other_owner", note.replace("Spot", "Port"));
    await make("other_name", note);
    await make("spot_row_linked_owner");
    await Deno.symlink(`${within}/other_name/owner`, `${within}/spot_row_linked_owner/owner`);
    await Deno.writeTextFile(`${within}/spot_row_file`, note);
    await Deno.symlink(`${within}/other_name`, `${within}/spot_row_link`);
    await Deno.symlink(`${within}/other_name`, `${within}/spot_row_abandoned/scratch/link`);
    using owner = await Deno.open(`${within}/spot_row_locked/owner`, { read: true, write: true });
    await owner.lock(true);
    await removeAbandoned(within);
    assertEquals(namesIn(within), [
      "other_name",
      "spot_row_file",
      "spot_row_link",
      "spot_row_linked_owner",
      "spot_row_locked",
      "spot_row_other_owner",
      "spot_row_without_owner",
    ]);
    assertEquals(namesIn(`${within}/other_name`), ["owner", "scratch"]);
    await removeAbandoned(`${within}/nowhere`);
  }),
);

Deno.test("commandObjective() shows a program nothing of its folder but what is its own", async () => {
  const { responses } = await evaluateScript('ls -A "$SPOT_SCRATCH" | wc -l');
  assertEquals(responses, [0]);
});

Deno.test({
  name: "tune leaves folders of rows if it is killed, which the next one takes away",
  ignore: Deno.build.os === "windows",
  fn: inFolder(async (folder) => {
    const temporary = `${folder}/temporary`;
    await Deno.mkdir(temporary);
    const space = "tests/cli/fixtures/space.json";
    const run = (script: string) =>
      startScript("spot/cli.ts", {
        args: [
          ...[
            "tune",
            "--space",
            space,
            "--evals",
            "3",
            "--init-size",
            "3",
            "--cores",
            "2",
            "--out",
            folder,
          ],
          ...["--", "sh", "-c", script, "sh", "{depth}", "{width}"],
        ],
        env: { TMPDIR: temporary },
      });
    const killed = run("sleep 300");
    const ended = killed.output();
    await withinDeadline(30_000, async () => {
      const isMade = (name: string) => namesIn(`${temporary}/${name}`).includes("scratch");
      while (namesIn(temporary).filter(isMade).length < 2) await sleep(20);
    });
    killed.kill("SIGKILL");
    await ended;
    assertEquals(namesIn(temporary).length, 2);
    const { code, stderr } = await run('ls "$SPOT_SCRATCH/../.." | wc -l').output();
    assertEquals(code, 0, new TextDecoder().decode(stderr));
    assertEquals(namesIn(temporary), []);
  }),
});
