import { assert, assertEquals, assertRejects } from "@std/assert";
import { BackendError } from "../../backends/method.ts";
import { makeParallel } from "../../backends/make_parallel.ts";
import { costly } from "./fixtures/objectives.ts";
import { behaviours } from "../faults/fixtures/faulty.ts";
import { evaluateAll, tasksOf } from "../faults/_fault_run.ts";

const variable = { name: "a", type: "float", lower: 0, upper: 100, transform: "none" } as const;
const problem = { seed: 1, variables: [variable], controls: {} };

Deno.test("makeParallel() starts the longest expected rows first", async () => {
  for (const method of ["sequential", "concurrent", "worker", "subprocess"] as const) {
    await using fun = makeParallel(costly, { method, numCores: 1, chunkSize: 1 });
    const x = [3, 9, 1, 9, 40, 0];
    const tasks = x.map((value, row) => ({ row, x: [value], replicate: 0 }));
    const order: number[] = [];
    for await (const { row } of fun.evaluate(tasks, { problem })) order.push(row);
    assertEquals(order, [4, 1, 3, 0, 2, 5], method);
  }
});

Deno.test("makeParallel() refuses a cost that is no number, before any row starts", async () => {
  await using fun = makeParallel(costly, { numCores: 1 });
  const rows = fun.evaluate([{ row: 0, x: [66], replicate: 0 }], { problem });
  const message = "'cost' must return a finite number: current value is NaN";
  await assertRejects(() => Array.fromAsync(rows), BackendError, message);
});

Deno.test("makeParallel() gives rows that wait behind a long one to an idle worker", async () => {
  const order: number[] = [];
  const { results } = await evaluateAll(tasksOf(() => behaviours.longIfFirst, 20), {
    numCores: 2,
    chunkSize: 10,
  });
  for (const { row } of [...results].sort((a, b) => a.endMs - b.endMs)) order.push(row);
  assertEquals(order.length, 20);
  assertEquals(order.at(-1), 0);
  assertEquals(new Set(results.slice(1, 10).map(({ worker }) => worker)).size, 1);
});

Deno.test("makeParallel() starts no more workers than there are rows", async () => {
  const { results } = await evaluateAll(tasksOf(() => behaviours.fine, 2), { numCores: 2 });
  assert(results.every(({ worker }) => worker < 2));
});
