import { assert, assertEquals, assertThrows } from "@std/assert";
import { openRowLog } from "../../../backends/log/row_log.ts";
import { openLogFile } from "../../../backends/log/log_file.ts";
import { identity, resultOf, taskOf } from "./example_run.ts";

function inFolder(test: (folder: string) => void | Promise<void>): () => Promise<void> {
  return async () => {
    const folder = await Deno.makeTempDir();
    try {
      await test(folder);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  };
}

Deno.test(
  "openRowLog() makes the folder, keeps rows and finds them again",
  inFolder((folder) => {
    const path = `${folder}/a/b/run.journal`;
    const log = openRowLog(path, identity);
    log.append(taskOf(0), resultOf(0));
    log.close();
    const again = openRowLog(path, identity);
    assertEquals(again.find(taskOf(0))?.responses, resultOf(0).responses);
    again.close();
  }),
);

Deno.test(
  "openRowLog() refuses a file that another run uses, and takes it once that is closed",
  inFolder((folder) => {
    const path = `${folder}/run.journal`;
    const log = openRowLog(path, identity);
    assertThrows(() => openRowLog(path, identity), Error, "another run is using it");
    log.close();
    openRowLog(path, identity).close();
  }),
);

Deno.test(
  "openLogFile() refuses what is no regular file",
  inFolder((folder) => {
    assertThrows(() => openLogFile(folder), Error, `Cannot open the row log '${folder}' as`);
    assertThrows(() => openLogFile("/dev/null"), Error, "it must be a regular file");
  }),
);

Deno.test(
  "openLogFile() refuses a link that leads out of its folder, also a dangling one",
  inFolder((folder) => {
    Deno.mkdirSync(`${folder}/inside`);
    Deno.writeTextFileSync(`${folder}/outside.txt`, "kept");
    const links = { "a": "../outside.txt", "b": "../missing.txt", "c": `${folder}/outside.txt` };
    for (const [name, target] of Object.entries(links)) {
      Deno.symlinkSync(target, `${folder}/inside/${name}`);
      const open = () => openLogFile(`${folder}/inside/${name}`);
      assertThrows(open, Error, "must not lead out of its folder");
    }
    assertEquals(Deno.readTextFileSync(`${folder}/outside.txt`), "kept");
    assertThrows(() => Deno.statSync(`${folder}/missing.txt`), Deno.errors.NotFound);
  }),
);

Deno.test(
  "openLogFile() follows a link within its folder, and a folder that is a link",
  inFolder((folder) => {
    Deno.mkdirSync(`${folder}/real`);
    Deno.symlinkSync("real", `${folder}/link`);
    Deno.symlinkSync("run.journal", `${folder}/real/latest`);
    openLogFile(`${folder}/link/run.journal`).close();
    openLogFile(`${folder}/real/latest`).close();
    openLogFile(`${folder}/link/latest`).close();
  }),
);

const holder = new URL("./hold_log.ts", import.meta.url).pathname;

function start(path: string, flags: readonly string[] = ["-A"]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...flags, holder, path],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function firstWord({ stdout }: Deno.ChildProcess): Promise<string> {
  const reader = stdout.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return new TextDecoder().decode(value).trim();
}

async function end(child: Deno.ChildProcess): Promise<void> {
  await child.stdin.close();
  await Promise.all([child.stdout.cancel(), child.stderr.cancel(), child.status]);
}

Deno.test(
  "openRowLog() lets one of twenty racing processes in",
  inFolder(async (folder) => {
    const children = Array.from({ length: 20 }, () => start(`${folder}/run.journal`));
    const words = await Promise.all(children.map(firstWord));
    await Promise.all(children.map(end));
    assertEquals(words.filter((word) => word === "open").length, 1);
    assertEquals(words.filter((word) => word.includes("another run is using it")).length, 19);
  }),
);

Deno.test(
  "openRowLog() takes a file and all its rows after its process was killed",
  inFolder(async (folder) => {
    const path = `${folder}/run.journal`;
    const child = start(path);
    assertEquals(await firstWord(child), "open");
    assertThrows(() => openRowLog(path, identity), Error, "another run is using it");
    child.kill("SIGKILL");
    await end(child);
    const log = openRowLog(path, identity);
    assertEquals(log.find(taskOf(0))?.responses, resultOf(0).responses);
    log.close();
  }),
);

Deno.test(
  "openRowLog() prints the flags that are missing, and needs no others",
  inFolder(async (folder) => {
    const path = `${folder}/run.journal`;
    const refused = start(path, []);
    const word = await firstWord(refused);
    await end(refused);
    const flags = [`--allow-read=${folder}`, `--allow-write=${folder}`];
    assert(word.includes(flags.join(" ")), word);
    const allowed = start(path, flags);
    assertEquals(await firstWord(allowed), "open");
    await end(allowed);
  }),
);
