import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../spot/cli/options.ts";
import { checkFolder, writeFiles } from "../../spot/cli/write_file.ts";
import { inFolder } from "./run_command.ts";

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test(
  "writeFiles() makes the folder and leaves nothing beside the files",
  inFolder((folder) => {
    const paths = writeFiles(`${folder}/a/b`, { "x.csv": "1", "y.json": "{}" });
    assertEquals(paths, [`${folder}/a/b/x.csv`, `${folder}/a/b/y.json`]);
    writeFiles(`${folder}/a/b`, { "x.csv": "2" });
    assertEquals(Deno.readTextFileSync(paths[0]), "2");
    assertEquals(names(`${folder}/a/b`), ["x.csv", "y.json"]);
  }),
);

Deno.test(
  "writeFiles() replaces a link in the place of a file instead of following it",
  inFolder((folder) => {
    Deno.mkdirSync(`${folder}/out`);
    Deno.writeTextFileSync(`${folder}/outside.txt`, "kept");
    Deno.symlinkSync("../outside.txt", `${folder}/out/x.csv`);
    writeFiles(`${folder}/out`, { "x.csv": "new" });
    assertEquals(Deno.readTextFileSync(`${folder}/outside.txt`), "kept");
    assertEquals(Deno.readTextFileSync(`${folder}/out/x.csv`), "new");
  }),
);

Deno.test(
  "writeFiles() names the path and leaves the old file if it cannot write",
  inFolder((folder) => {
    Deno.mkdirSync(`${folder}/x.csv`);
    assertThrows(
      () => writeFiles(folder, { "x.csv": "1" }),
      Error,
      `Cannot write '${folder}/x.csv'`,
    );
    assertEquals(names(folder), ["x.csv"]);
    Deno.writeTextFileSync(`${folder}/file`, "");
    assertThrows(() => writeFiles(`${folder}/file`, { "x": "1" }), Error, "Cannot write");
  }),
);

Deno.test(
  "checkFolder() makes the folder and leaves nothing in it",
  inFolder((folder) => {
    checkFolder("run", `${folder}/a/b`);
    assertEquals(names(`${folder}/a/b`), []);
  }),
);

Deno.test(
  "checkFolder() refuses in one line what cannot be made or written",
  inFolder((folder) => {
    Deno.writeTextFileSync(`${folder}/file`, "");
    for (const out of [`${folder}/file`, `${folder}/file/below`, "/proc/none"]) {
      const message =
        `Cannot run as '--out' must be a folder that can be written: current value is "${out}"`;
      const error = assertThrows(() => checkFolder("run", out), UsageError, message);
      assertEquals(error.message.split("\n").length, 1);
    }
  }),
);
