import { assertEquals, assertRejects } from "@std/assert";
import { packTasks } from "../../backends/protocol/packing.ts";
import { evaluateJob } from "../../backends/queue/evaluate_job.ts";
import { fromKept } from "../../backends/queue/kept_row.ts";
import type { ProblemCache } from "../../backends/queue/problem_cache.ts";
import type { RowStore } from "../../backends/queue/row_store.ts";
import { nameRows } from "../../backends/queue/run_rows.ts";
import { createInThread } from "../../spot/core/objective/in_thread.ts";
import { countedProblem, rowsOf } from "./_rows.ts";

const tasks = rowsOf(4);
const names = nameRows(tasks);

/** What a job leaves in a store that knows some rows, and how often rows started alone before. */
async function evaluate(
  stalls: number,
  { known = [], starts = {}, refusals = [] }: {
    readonly known?: readonly string[];
    readonly starts?: Record<string, number>;
    /** What Redis answers before it takes rows. */
    readonly refusals?: readonly Error[];
  },
) {
  const evaluated: number[] = [];
  const kept = new Map<string, string>();
  const refused = [...refusals];
  const rows = {
    find: (_: string, asked: readonly string[]) =>
      Promise.resolve(asked.map((name) => known.includes(name) ? "known" : null)),
    keep: (_run: string, _job: string, finished: readonly (readonly [string, string])[]) => {
      const refusal = refused.shift();
      if (refusal) return Promise.reject(refusal);
      for (const [name, text] of finished) kept.set(name, text);
      return Promise.resolve(true);
    },
    startAlone: (_: string, name: string) => {
      const before = starts[name] ?? 0;
      starts[name] = before + 1;
      return Promise.resolve(before);
    },
    endAlone: (_: string, name: string) => {
      delete starts[name];
      return Promise.resolve();
    },
  } as unknown as RowStore;
  const fun = ([x]: readonly number[], { row }: { readonly row: number }) => {
    evaluated.push(row);
    return x;
  };
  const parts = {
    machine: "m",
    backend: createInThread(fun, { name: "sequential", numCores: 1 }),
    problems: { get: () => Promise.resolve(countedProblem({})) } as unknown as ProblemCache,
    rows,
    enter: () => Promise.resolve(() => {}),
    waitForServer: () => Promise.resolve(),
    onRows: () => {},
  };
  const job = { id: "job", run: "r", problem: "p", tasks: packTasks(tasks), stalls };
  await evaluateJob(job, parts, new AbortController().signal);
  return { evaluated, kept, starts };
}

Deno.test("evaluateJob() evaluates the rows that are not there", async () => {
  const { evaluated, kept } = await evaluate(0, { known: [names[1]] });
  assertEquals(evaluated, [0, 2, 3]);
  assertEquals([...kept.keys()], [names[0], names[2], names[3]]);
});

Deno.test("evaluateJob() fails a row that ended three machines alone, and no other", async () => {
  const before = { [names[1]]: 3, [names[2]]: 2 };
  const { evaluated, kept, starts } = await evaluate(5, { starts: before });
  assertEquals(evaluated, [0, 2, 3]);
  const { outcome, attempt } = fromKept(kept.get(names[1])!);
  assertEquals([outcome.failure?.kind, outcome.responses, attempt], ["crash", [], 5]);
  assertEquals(starts, {});
});

Deno.test("evaluateJob() does not suspect the rows of a job that was lost once", async () => {
  const { evaluated, kept } = await evaluate(1, { starts: { [names[1]]: 3 } });
  assertEquals(evaluated, [0, 1, 2, 3]);
  assertEquals([...kept.values()].map((text) => fromKept(text).attempt), [2, 2, 2, 2]);
});

Deno.test("evaluateJob() evaluates no row again if Redis takes it later", async () => {
  const full = Object.assign(new Error("OOM command not allowed"), { name: "ReplyError" });
  const { evaluated, kept } = await evaluate(0, { refusals: [full, full] });
  assertEquals(evaluated, [0, 1, 2, 3]);
  assertEquals([...kept.keys()], names);
  const wrong = Object.assign(new Error("WRONGTYPE"), { name: "ReplyError" });
  assertEquals(await assertRejects(() => evaluate(0, { refusals: [wrong] })), wrong);
});
