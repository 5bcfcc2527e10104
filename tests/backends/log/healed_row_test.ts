import { assertEquals, assertRejects } from "@std/assert";
import { makeParallel } from "../../../backends/make_parallel.ts";
import { EvaluationError } from "../../../spot/core/objective/evaluation_error.ts";
import { funControlInit } from "../../../spot/control/fun_control.ts";
import { designControlInit } from "../../../spot/design/design_control.ts";
import { Spot } from "../../../spot/spot.ts";

const bounds = { lower: [-5, -5], upper: [5, 5], funEvals: 12, seed: 1 };
const asynchronous = { asynchronous: true, pending: 2 };
const designControl = designControlInit({ initSize: 5 });
const sphere = ([a, b]: readonly number[]) => a * a + b * b;

/** Whose call of a number throws; -1: none. */
function failingAt(failing: number) {
  const calls = { count: 0 };
  const fun = (x: readonly number[]) => {
    if (calls.count++ === failing) throw new Error("the server is down");
    return sphere(x);
  };
  return { calls, fun: Object.assign(fun, { exportName: "sphere" }) };
}

for (const [name, options] of Object.entries({ "in steps": {}, asynchronous })) {
  Deno.test(`makeParallel() evaluates a row again on resume if it threw, and then gives the same bits (${name})`, async () => {
    const folder = await Deno.makeTempDir();
    const log = `${folder}/run.journal`;
    const funControl = funControlInit({ ...bounds, ...options });
    const undisturbed = await new Spot({ fun: sphere, funControl, designControl }).run();
    const attempt = async (failing: number, onError: "throw" | "record" = "throw") => {
      const { calls, fun: objective } = failingAt(failing);
      await using fun = makeParallel(objective, { method: "sequential", log, onError });
      const spot = new Spot({ fun, funControl, designControl });
      await spot.run();
      return { spot, calls: calls.count };
    };
    try {
      await assertRejects(() => attempt(2), EvaluationError, "the server is down");
      await assertRejects(() => attempt(5), EvaluationError, "the server is down");
      const { spot } = await attempt(-1);
      assertEquals([spot.X, spot.y], [undisturbed.X, undisturbed.y]);
      assertEquals((await attempt(-1)).calls, 0);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

Deno.test("makeParallel() keeps a recorded failure on resume, whatever is asked for then", async () => {
  const folder = await Deno.makeTempDir();
  const log = `${folder}/run.journal`;
  const funControl = funControlInit(bounds);
  const attempt = async (failing: number, onError: "throw" | "record") => {
    const { calls, fun: objective } = failingAt(failing);
    await using fun = makeParallel(objective, { method: "sequential", log, onError });
    const spot = new Spot({ fun, funControl, designControl });
    await spot.run();
    return { y: spot.y, calls: calls.count };
  };
  try {
    const { y } = await attempt(6, "record");
    await assertRejects(() => attempt(-1, "throw"), EvaluationError, "as the log has it");
    assertEquals(await attempt(-1, "record"), { y, calls: 0 });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
