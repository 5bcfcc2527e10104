import { assertEquals, assertRejects } from "@std/assert";
import { makeParallel } from "../../../backends/make_parallel.ts";
import { EvaluationError } from "../../../backends/objective/evaluation_error.ts";
import { funControlInit } from "../../../spot/control/fun_control.ts";
import { designControlInit } from "../../../spot/design/design_control.ts";
import { Spot } from "../../../spot/spot.ts";

const funControl = funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 12, seed: 1 });
const designControl = designControlInit({ initSize: 5 });
const sphere = ([a, b]: readonly number[]) => a * a + b * b;

Deno.test("makeParallel() evaluates a row again on resume if it threw, and then gives the same bits", async () => {
  const folder = await Deno.makeTempDir();
  const log = `${folder}/run.journal`;
  const undisturbed = await new Spot({ fun: sphere, funControl, designControl }).run();
  let calls = 0;
  const attempt = async (failing: number, onError: "throw" | "record" = "throw") => {
    calls = 0;
    const objective = Object.assign((x: readonly number[]) => {
      if (calls++ === failing) throw new Error("the server is down");
      return sphere(x);
    }, { exportName: "sphere" });
    await using fun = makeParallel(objective, { method: "sequential", log, onError });
    return await new Spot({ fun, funControl, designControl }).run();
  };
  try {
    await assertRejects(() => attempt(2), EvaluationError, "the server is down");
    // Rows 0, 1, 3 and 4 are in the log: row 2 is the first one that is evaluated now.
    await assertRejects(() => attempt(5), EvaluationError, "the server is down");
    const resumed = await attempt(-1);
    assertEquals([resumed.X, resumed.y, calls], [undisturbed.X, undisturbed.y, 3]);
    await attempt(-1);
    assertEquals(calls, 0);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
