import { assertEquals } from "@std/assert";
import { createInThread } from "../../../spot/core/objective/in_thread.ts";
import type { ObjectiveFunction } from "../../../spot/core/objective/objective.ts";

const variable = { name: "a", type: "float", lower: 0, upper: 9 } as const;
const problem = { seed: 1, variables: [variable], controls: {} };
const tasks = [0, 1, 2, 3].map((row) => ({ row, x: [row], replicate: 0 }));
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Rows that return at once but for row 3, which waits until it is aborted. */
const patient: ObjectiveFunction = (_, { row, signal }) =>
  row < 3 ? row : new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });

Deno.test("createInThread() ends calls and aborts rows under way if it is closed", async () => {
  const reasons: unknown[] = [];
  const waiting: ObjectiveFunction = (_, { signal }) =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(reasons.push(String(signal.reason))));
    });
  const backend = createInThread(waiting, { name: "concurrent", numCores: 2 });
  const calls = [0, 1].map(() => Array.fromAsync(backend.evaluate(tasks, { problem })));
  const ended = Promise.allSettled(calls);
  await turn();
  await backend[Symbol.asyncDispose]();
  const closed = "Error: Cannot evaluate rows as the parallel objective is closed";
  assertEquals((await ended).map((end) => "reason" in end && String(end.reason)), [closed, closed]);
  assertEquals(reasons, [closed, closed]);
});

Deno.test("createInThread() waits at its close for rows that were given up", async () => {
  let hasCleaned = false;
  const careful: ObjectiveFunction = async (_, { row, signal }) => {
    while (row > 0 && !signal.aborted) await turn();
    await turn();
    hasCleaned = row > 0;
    return row;
  };
  const backend = createInThread(careful, { name: "concurrent", numCores: 2 });
  for await (const _ of backend.evaluate(tasks, { problem })) break;
  assertEquals(hasCleaned, false);
  await backend[Symbol.asyncDispose]();
  assertEquals(hasCleaned, true);
});

Deno.test("createInThread() yields what is finished before an abort's reason", async () => {
  const controller = new AbortController();
  const backend = createInThread(patient, { name: "concurrent", numCores: 4 });
  const rows: number[] = [];
  let thrown: unknown;
  try {
    for await (const { row } of backend.evaluate(tasks, { problem, signal: controller.signal })) {
      rows.push(row);
      await turn();
      controller.abort("enough");
    }
  } catch (error) {
    thrown = error;
  }
  assertEquals([rows, thrown], [[0, 1, 2], "enough"]);
});

Deno.test("createInThread() shares its lanes among calls that overlap, some of them left", async () => {
  for (const leaves of [false, true]) {
    let [running, most] = [0, 0];
    const counted: ObjectiveFunction = async () => {
      most = Math.max(most, ++running);
      await turn();
      return running--;
    };
    const backend = createInThread(counted, { name: "concurrent", numCores: 2 });
    const calls = Array.from({ length: 12 }, async (_, call) => {
      let rows = 0;
      for await (const _ of backend.evaluate(tasks, { problem })) {
        rows++;
        if (leaves && call % 3 === 1) break;
      }
      return rows;
    });
    const expected = calls.map((_, call) => leaves && call % 3 === 1 ? 1 : 4);
    assertEquals(await Promise.all(calls), expected);
    if (!leaves) assertEquals([running, most], [0, 2]);
  }
});
