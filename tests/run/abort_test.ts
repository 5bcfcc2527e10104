import { assert, assertRejects } from "@std/assert";
import type { ObjectiveFunction } from "../../spot/core/objective/objective.ts";
import { makeParallel } from "../../backends/make_parallel.ts";
import { funControlInit } from "../../spot/control/fun_control.ts";
import { Spot } from "../../spot/spot.ts";

/** Rows that end at once, in the calling thread: nothing of theirs lets a timer run. */
const quick: Readonly<Record<string, ObjectiveFunction>> = {
  synchronous: ([a, b]) => a * a + b * b,
  asynchronous: async ([a, b]) => await Promise.resolve(a * a + b * b),
};

for (const [kind, fun] of Object.entries(quick)) {
  Deno.test(`Spot.run() rejects on a timer's abort if its rows are quick and ${kind}`, async () => {
    const funControl = funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 500, seed: 1 });
    const spot = new Spot({ fun, funControl });
    const signal = AbortSignal.timeout(300);
    const error = await assertRejects(() => spot.run({ signal }), DOMException);
    assert(error === signal.reason);
    assert(spot.y.length < 500, `${spot.y.length} rows were evaluated`);
  });
}

Deno.test("Spot.run() rejects on a timer's abort while it replays a log", async () => {
  const folder = await Deno.makeTempDir();
  const log = `${folder}/run.journal`;
  const funControl = funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 60, seed: 1 });
  const run = async (signal?: AbortSignal) => {
    await using fun = makeParallel(quick.synchronous, { method: "sequential", log });
    await new Spot({ fun, funControl }).run({ signal });
  };
  try {
    await run();
    await assertRejects(() => run(AbortSignal.timeout(50)), DOMException);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
