import { assertEquals, assertThrows } from "@std/assert";
import { openLogFile } from "../../../backends/log/log_file.ts";
import { setAside } from "../../../backends/log/set_aside.ts";
import { funControlInit, makeParallel, Spot } from "../../../mod.ts";

Deno.test("makeParallel() evaluates anew and keeps the old log if forceRun is true", async () => {
  const folder = await Deno.makeTempDir();
  const log = `${folder}/run.journal`;
  const warnings: string[] = [];
  let calls = 0;
  const run = async (forceRun: boolean) => {
    const options = { method: "sequential", log, forceRun } as const;
    await using fun = makeParallel(
      ([x]) => {
        calls++;
        return x;
      },
      { ...options, onWarning: (warning) => warnings.push(warning) },
    );
    const funControl = funControlInit({ lower: [0], upper: [1], funEvals: 10, seed: 1 });
    return (await new Spot({ fun, funControl }).run()).y;
  };
  const first = await run(false);
  assertEquals(await run(false), first);
  assertEquals(calls, 10, "finished rows are not evaluated again");
  assertEquals(await run(true), first);
  assertEquals(calls, 20);
  assertEquals(await run(true), first);
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  assertEquals(names, ["run.journal", "run.journal.1", "run.journal.2"]);
  assertEquals(warnings.filter((warning) => warning.includes("begins anew")).length, 2);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("setAside() refuses a log that is in use, and ignores one that is not there", async () => {
  const folder = await Deno.makeTempDir();
  assertEquals(setAside(`${folder}/none.journal`), undefined);
  const file = openLogFile(`${folder}/used.journal`);
  assertThrows(() => setAside(`${folder}/used.journal`), Error, "another run is using it");
  file.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("setAside() takes no name whose checkpoints another log has left", async () => {
  const folder = await Deno.makeTempDir();
  const log = `${folder}/run.journal`;
  for (const name of [log, `${log}.1`]) {
    await Deno.mkdir(`${name}.checkpoints`);
    await Deno.writeTextFile(`${name}.checkpoints/0`, name);
  }
  await Deno.writeTextFile(log, "rows");
  assertEquals(setAside(log), `${log}.2`);
  assertEquals(await Deno.readTextFile(`${log}.2.checkpoints/0`), log);
  await Deno.remove(folder, { recursive: true });
});
