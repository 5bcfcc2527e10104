import { assert, assertEquals } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import { createStream } from "../../spot/core/random/stream.ts";
import {
  latenessDuring,
  problemWith,
  rounds,
  seed,
  sleep,
  tasksOf,
  withinDeadline,
} from "./_fault_run.ts";
import { behaviours, faulty } from "./fixtures/faulty.ts";

const problem = problemWith({ busyMs: 3, waitMs: 3 });

for (const method of ["sequential", "worker", "subprocess"] as const) {
  Deno.test(`${method} rejects with the signal's reason, soon after it is aborted at any time`, async () => {
    const random = createStream(seed, "abort", method);
    // A thread that loops can only be ended with this process: loops are for subprocesses.
    const kinds = method === "subprocess"
      ? [behaviours.busy, behaviours.wait, behaviours.loop]
      : [behaviours.busy, behaviours.wait];
    for (let round = 0; round < 6 * rounds; round++) {
      const behaviour = kinds[round % kinds.length];
      await using fun = makeParallel(faulty, { method, numCores: 2 });
      const controller = new AbortController();
      const reason = new Error(`enough ${round}`);
      const options = { problem, signal: controller.signal };
      let abortedAt = 0;
      const timer = setTimeout(() => {
        abortedAt = performance.now();
        controller.abort(reason);
      }, random() * 200);
      const { value, latenessMs } = await latenessDuring(() =>
        withinDeadline(10_000, async () => {
          try {
            for await (const _ of fun.evaluate(tasksOf(() => behaviour, 2000), options));
          } catch (error) {
            return { error, ms: performance.now() - abortedAt };
          }
        })
      );
      clearTimeout(timer);
      assertEquals(value?.error, reason);
      assert(value && value.ms < 300 + latenessMs, `it took ${value?.ms} ms to reject`);
    }
  });
}

Deno.test("subprocess evaluates other rows after an abort of rows that loop for ever", async () => {
  await using fun = makeParallel(faulty, { method: "subprocess", numCores: 2 });
  const signal = AbortSignal.timeout(200);
  try {
    for await (const _ of fun.evaluate(tasksOf(() => behaviours.loop, 4), { problem, signal }));
  } catch (error) {
    assertEquals(error, signal.reason);
  }
  let count = 0;
  await withinDeadline(10_000, async () => {
    for await (const _ of fun.evaluate(tasksOf(() => behaviours.fine, 50), { problem })) count++;
  });
  assertEquals(count, 50);
});

Deno.test("parallel objectives close in bounded time while rows wait for ever", async () => {
  for (const method of ["worker", "subprocess"] as const) {
    const fun = makeParallel(faulty, { method, numCores: 2 });
    const forever = problemWith({ waitMs: 1e8 });
    const results = fun.evaluate(tasksOf(() => behaviours.wait, 4), { problem: forever });
    const ended = (async () => {
      for await (const _ of results);
    })().then(() => "finished", (error: Error) => error.message);
    await sleep(300);
    await withinDeadline(2000, async () => await fun[Symbol.asyncDispose]());
    assertEquals(await ended, "Cannot evaluate rows as the parallel objective is closed");
  }
});
