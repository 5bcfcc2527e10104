import { assert, assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { leftOver, rounds, seed, sleep, withinDeadline } from "./_fault_run.ts";
import { scenarioCommand, textOf } from "./_scenario.ts";

/** Runs 100 rows with a log, and kills the process after a while; undefined: lets it finish. */
async function run(
  log: string,
  [method, mark]: readonly string[],
  killAfterMs?: number,
): Promise<string> {
  const child = scenarioCommand(["logged", method, log], { env: { SPOT_MARK: mark } }).spawn();
  const output = child.output();
  if (killAfterMs !== undefined) {
    await sleep(killAfterMs);
    try {
      child.kill("SIGKILL");
    } catch {
      // It has finished already.
    }
  }
  const { stdout, stderr, success } = await withinDeadline(60_000, () => output);
  assert(success || killAfterMs !== undefined, textOf(stderr));
  return textOf(stdout);
}

for (const method of ["worker", "subprocess"]) {
  Deno.test(`${method} resumes from its log with the same bits if the parent is killed again and again`, async () => {
    const folder = await Deno.makeTempDir();
    const how = [method, crypto.randomUUID()];
    try {
      const [expected] = (await run(`${folder}/undisturbed.log`, how)).split(" ");
      const random = createStream(seed, "resume", method);
      for (let round = 0; round < rounds; round++) {
        const log = `${folder}/${round}.log`;
        let resumed = 0;
        for (let kill = 0; kill < 5; kill++) {
          await run(log, how, 150 + 400 * random());
          const rows = countRows(log);
          assert(rows >= resumed, `${resumed} rows before, ${rows} after the kill`);
          resumed = rows;
        }
        const [bits, fromLog] = (await run(log, how)).split(" ");
        assertEquals([bits, Number(fromLog)], [expected, resumed]);
      }
      assertEquals(await leftOver(how[1], 1000), []);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

/** Finished rows of a log: each is one line. */
function countRows(path: string): number {
  try {
    const lines = Deno.readTextFileSync(path).split("\n").slice(0, -1);
    return lines.filter((line) => /"op_code":4,/.test(line)).length;
  } catch {
    return 0;
  }
}
