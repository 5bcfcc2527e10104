import { assert, assertEquals } from "@std/assert";
import { createStream, randomInteger } from "../../spot/core/random/stream.ts";
import {
  bitsOf,
  childrenOf,
  evaluateAll,
  problemWith,
  rounds,
  seed,
  sleep,
  tasksOf,
  withinDeadline,
} from "./_fault_run.ts";
import { subprocess } from "../../backends/subprocess/subprocess.ts";
import { scenarioArgs, scenarioCommand, textOf } from "./_scenario.ts";
import { behaviours } from "./fixtures/faulty.ts";

/** Runs a scenario in a process of its own, so that its stderr can be read. */
async function runScenario(
  name: string,
): Promise<{ stdout: string; stderrBytes: number; stderrText: string }> {
  const { stdout, stderr, success } = await withinDeadline(
    60_000 * rounds,
    () => scenarioCommand([name]).output(),
  );
  const stderrText = textOf(stderr.subarray(0, 300_000 * rounds));
  assert(success, stderrText);
  return { stdout: textOf(stdout), stderrBytes: stderr.length, stderrText };
}

Deno.test("subprocess shows stray prints on stderr and loses no row by them", async () => {
  const { stdout, stderrText } = await runScenario("prints");
  const rows = 250 * rounds;
  assertEquals(stdout, `${rows} rows, 0 failed`);
  for (const row of Array(rows).keys()) {
    assert(`${stderrText}\n`.includes(`a print ${row}\n`), `print of row ${row}`);
    assert(`${stderrText}\n`.includes(`raw text of row ${row}\n`), `text of row ${row}`);
  }
});

Deno.test("subprocess has no deadlock and bounded memory if rows flood stderr or stdout", async () => {
  for (const flood of ["flood", "floodStdout"]) await testFlood(flood);
});

async function testFlood(flood: string): Promise<void> {
  const { stdout, stderrBytes } = await runScenario(flood);
  const [, rss] = /^4 rows, 0 failed, grown by (\d+) MB$/.exec(stdout) ?? [];
  assert(stderrBytes >= 20_000_000 * rounds, `${stderrBytes} bytes`);
  assert(Number(rss) < 60, stdout);
}

Deno.test("subprocess gives the same bits for large rows if its processes are killed", async () => {
  const problem = problemWith({ length: 650_000 });
  const tasks = tasksOf(() => behaviours.large, 4 * rounds);
  const expected = await evaluateAll(tasks, { method: "sequential", problem });
  const random = createStream(seed, "large");
  const meanwhile = async (signal: AbortSignal) => {
    for (let kills = 0; kills < 2 * rounds && !signal.aborted; kills++) {
      await sleep(100 + 200 * random());
      const children = childrenOf(Deno.pid);
      if (children.length === 0) continue;
      Deno.kill(children[randomInteger(random, children.length)], "SIGKILL");
    }
  };
  const { results } = await evaluateAll(tasks, {
    method: "subprocess",
    numCores: 2,
    problem,
    meanwhile,
    deadlineMs: 60_000 * rounds,
  });
  assertEquals(await bitsOf(results), await bitsOf(expected.results));
});

Deno.test("subprocess replaces a process whose messages are damaged, and gives the same bits", async () => {
  const problem = problemWith({ chance: 0.1 });
  const tasks = tasksOf(() => behaviours.damageMessage, 150 * rounds);
  const intact = await evaluateAll(tasks, {
    method: "sequential",
    problem: problemWith({ chance: 0 }),
  });
  const { results, warnings } = await evaluateAll(tasks, {
    method: subprocess({ allow: ["ffi"] }),
    numCores: 2,
    problem,
    chunkSize: 10,
  });
  assert(warnings.some((warning) => warning.includes("damaged message")), warnings.join("\n"));
  assertEquals(results.filter(({ failure }) => failure), []);
  assertEquals(await bitsOf(results), await bitsOf(intact.results));
});

for (const method of ["worker", "subprocess"]) {
  Deno.test(`${method} ends nothing if its warnings cannot be printed as the disk is full`, async () => {
    const { stdout } = await new Deno.Command("sh", {
      args: [
        "-c",
        `exec "$0" "$@" 2>/dev/full`,
        Deno.execPath(),
        ...scenarioArgs(["lost", method]),
      ],
    }).output();
    assertEquals(textOf(stdout), "40 rows, 0 failed");
  });
}
