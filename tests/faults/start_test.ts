import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { BackendError } from "../../backends/method.ts";
import { makeParallel } from "../../backends/make_parallel.ts";
import { defineObjective } from "../../spot/core/objective/mod.ts";
import type { ParallelOptions } from "../../backends/parallel_options.ts";
import { evaluateAll, problemWith, tasksOf, withinDeadline } from "./_fault_run.ts";
import { subprocess } from "../../backends/subprocess/subprocess.ts";
import { worker } from "../../backends/worker/worker.ts";
import { behaviours, faulty } from "./fixtures/faulty.ts";

const folder = new URL("./fixtures/broken/", import.meta.url);

/** The error of an objective that cannot start, and the warnings on the way. */
async function failToStart(
  moduleUrl: string,
  options: ParallelOptions,
  exportName = "fun",
): Promise<{
  readonly message: string;
  readonly warnings: readonly string[];
  readonly ms: number;
}> {
  const warnings: string[] = [];
  const onWarning = (message: string) => void warnings.push(message);
  const objective = defineObjective(moduleUrl, exportName, () => 1);
  const started = performance.now();
  const { message, ms } = await withinDeadline(20_000, async () => {
    await using fun = makeParallel(objective, { numCores: 2, onWarning, ...options });
    fun.open(problemWith());
    const { message } = await assertRejects(async () => {
      for await (const _ of fun.evaluate(tasksOf(() => 0, 10), { problem: problemWith() }));
    }, BackendError);
    return { message, ms: performance.now() - started };
  });
  return { message, warnings, ms };
}

/** How long this machine takes now to start workers whose module is sound. */
async function timeStart(options: ParallelOptions): Promise<number> {
  const started = performance.now();
  await evaluateAll(tasksOf(() => 0, 10), { numCores: 2, ...options });
  return performance.now() - started;
}

for (const method of ["worker", "subprocess"] as const) {
  const causes: [string, string, string, string?][] = [
    ["is missing", new URL("not_there.ts", folder).href, "not_there.ts"],
    [
      "has a syntax error",
      `data:application/typescript,${encodeURIComponent("export const fun = (;")}`,
      "Cannot import the objective of data:",
    ],
    ["throws", new URL("throws.ts", folder).href, "thrown by the module"],
    [
      "lacks the export",
      new URL("needs_env.ts", folder).href,
      "must export a function 'other'",
      "other",
    ],
    [
      "calls makeParallel",
      new URL("makes_parallel.ts", folder).href,
      "move the objective to a module of its own",
    ],
  ];
  Deno.test(`${method} ends with one error and no restart if the module cannot give the objective`, async (t) => {
    let slowestMs = 0;
    for (const [what, moduleUrl, message, exportName] of causes) {
      await t.step(`it ${what}`, async () => {
        const failure = await failToStart(moduleUrl, { method }, exportName);
        assertStringIncludes(failure.message, message);
        assertStringIncludes(failure.message, moduleUrl.slice(0, 40));
        assertEquals(failure.warnings, []);
        slowestMs = Math.max(slowestMs, failure.ms);
      });
    }
    const latest = 2000 + await timeStart({ method });
    assert(slowestMs < latest, `it took ${slowestMs} ms`);
  });

  Deno.test(`${method} ends with an error that names the module if it does not start in time`, async () => {
    const { href } = new URL("never_ends.ts", folder);
    const failure = await failToStart(href, {
      method: method === "worker"
        ? worker({ startTimeoutMs: 300 })
        : subprocess({ startTimeoutMs: 300 }),
    });
    assertStringIncludes(failure.message, "'startTimeoutMs' is 300");
    assertStringIncludes(failure.message, href);
    assertEquals(failure.warnings, []);
  });

  for (const [what, file] of [["closes its worker", "closes.ts"], ["exits", "exits.ts"]]) {
    Deno.test(`${method} stops after a few restarts if the module ${what}`, async () => {
      const failure = await failToStart(new URL(file, folder).href, { method });
      assertStringIncludes(failure.message, "workers die before their first row");
      if (method === "subprocess" && file === "exits.ts") {
        assertStringIncludes(failure.message, "the last words");
      }
      // A worker that closes itself lives on for a moment, in which it may get a row.
      const deaths = failure.warnings.filter((warning) => warning.includes("no row was under way"));
      assert(deaths.length <= 8, `${deaths.length} deaths`);
    });
  }
}

Deno.test("subprocess tells the option that grants what a row may not do", async () => {
  const { href } = new URL("needs_env.ts", folder);
  const objective = defineObjective(href, "fun", () => 1);
  const failureWith = async (allow: readonly string[]) => {
    const options = { objective, method: subprocess({ allow }), numCores: 1 };
    return (await evaluateAll(tasksOf(() => 0, 1), options)).results[0].failure;
  };
  assertStringIncludes((await failureWith([]))?.message ?? "", `allow: ["env=HOME"]`);
  assertEquals(await failureWith(["env=HOME"]), undefined);
});

Deno.test("subprocess rejects, and keeps what is finished, if lost workers may not be replaced", async () => {
  await using fun = makeParallel(faulty, {
    method: subprocess({ maxRestarts: 0 }),
    numCores: 2,
    chunkSize: 1,
    onWarning: () => {},
  });
  const error = await assertRejects(async () => {
    const tasks = tasksOf((row) => row === 20 ? behaviours.closeWorker : behaviours.fine, 40);
    for await (const _ of fun.evaluate(tasks, { problem: problemWith() }));
  }, BackendError);
  assertStringIncludes(error.message, "'maxRestarts' is 0");
  assert(error.results.length >= 18 && error.results.length < 40);
  const again = await assertRejects(async () => {
    for await (const _ of fun.evaluate(tasksOf(() => 0, 4), { problem: problemWith() }));
  }, BackendError);
  assertStringIncludes(again.message, "make a new parallel objective");
});

Deno.test("subprocess rejects with the log's rows as well, if it gives up after a resume", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const problem = problemWith();
    const open = () =>
      makeParallel(faulty, {
        method: subprocess({ maxRestarts: 0 }),
        numCores: 1,
        log: `${folder}/run.log`,
        onWarning: () => {
          throw new Error("a warning ends nothing");
        },
      });
    const tasks = tasksOf((row) => row === 5 ? behaviours.closeWorker : behaviours.fine, 6);
    {
      await using fun = open();
      for await (const _ of fun.evaluate(tasks.slice(0, 5), { problem }));
    }
    await using fun = open();
    const error = await assertRejects(async () => {
      for await (const _ of fun.evaluate(tasks, { problem }));
    }, BackendError);
    assertEquals(error.results.map(({ row }) => row), [0, 1, 2, 3, 4]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
