import { assertEquals } from "@std/assert";
import { makeParallel } from "../../../backends/make_parallel.ts";
import { funControlInit } from "../../../spot/control/fun_control.ts";
import { designControlInit } from "../../../spot/design/design_control.ts";
import { Spot } from "../../../spot/spot.ts";

for (const nPoints of [1, 4]) {
  Deno.test(`makeParallel() goes on from a finished run if the budget is larger (nPoints ${nPoints})`, async () => {
    const folder = await Deno.makeTempDir();
    let calls = 0;
    const sphere = Object.assign(([a, b]: readonly number[]) => {
      calls++;
      return a * a + b * b;
    }, { exportName: "sphere" });
    const run = async (funEvals: number, log?: string) => {
      calls = 0;
      const controls = { lower: [-5, -5], upper: [5, 5], nPoints, seed: 1, funEvals };
      await using fun = makeParallel(sphere, { method: "sequential", log });
      return await new Spot({
        fun,
        funControl: funControlInit(controls),
        designControl: designControlInit({ initSize: 5 }),
      }).run();
    };
    try {
      const undisturbed = await run(21);
      // Every budget ends in another turn of the cycle, or within a batch.
      for (const funEvals of [6, 9, 12, 17, 21]) {
        const { X, y } = await run(funEvals, `${folder}/run.journal`);
        assertEquals([X, y], [
          undisturbed.X.slice(0, funEvals),
          undisturbed.y.slice(0, funEvals),
        ]);
      }
      assertEquals(calls, 4);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
