/** The promise of the project: the same bits whichever way the rows ran. */
import { assert, assertEquals } from "@std/assert";
import {
  designControlInit,
  diabetes,
  funControlInit,
  HyperLight,
  LightHyperDict,
  makeParallel,
  setHyperparameter,
  Spot,
} from "../mod.ts";
import type { EvaluationTask } from "../spot/core/objective/evaluation.ts";

const { fun } = new HyperLight();

async function smallTuning(funEvals = 8) {
  const funControl = funControlInit({
    funEvals,
    dataSet: await diabetes(),
    coreModelName: "NNResNetRegressor",
    hyperDict: LightHyperDict,
    lIn: 10,
    lOut: 1,
    seed: 7,
  });
  setHyperparameter(funControl, "l1", [2, 3]);
  setHyperparameter(funControl, "epochs", [2, 4]);
  setHyperparameter(funControl, "dropout_prob", [0, 0.5]);
  return { funControl, designControl: designControlInit({ initSize: 8 }) };
}

const reference = await smallTuning().then((controls) => new Spot({ fun, ...controls }).run());

Deno.test("Spot.run() gives the same bits in every method, number of cores and chunk size", async () => {
  assert(new Set(reference.y).size === 8, "the rows differ, so that a mix-up would show");
  for (const method of ["sequential", "worker", "subprocess"] as const) {
    for (const numCores of method === "sequential" ? [1] : [1, 2, 3]) {
      for (const chunkSize of [undefined, 3]) {
        await using parallel = makeParallel(fun, { method, numCores, chunkSize });
        const spot = await new Spot({ fun: parallel, ...await smallTuning() }).run();
        const how = `${method}, ${numCores} cores, chunks of ${chunkSize}`;
        assertEquals([spot.X, spot.y], [reference.X, reference.y], how);
      }
    }
  }
});

Deno.test("evaluate() gives the same bits in every order of the rows", async () => {
  const { funControl } = await smallTuning();
  const { seed, variables, dataSet, controls } = funControl;
  const problem = { seed, variables, dataSet, controls };
  const tasks = reference.X.map((x, row): EvaluationTask => ({ row, x, replicate: 0 }));
  await using parallel = makeParallel(fun, { numCores: 2, chunkSize: 2 });
  for (const order of [tasks, tasks.toReversed(), [...tasks.slice(3), ...tasks.slice(0, 3)]]) {
    const y: number[] = [];
    for await (const result of parallel.evaluate(order, { problem })) {
      y[result.row] = result.responses[0];
    }
    assertEquals(y, reference.y);
  }
});

Deno.test("Spot.run() gives the same bits beyond the design, in steps and asynchronously", async () => {
  for (const loop of [{ nPoints: 2 }, { asynchronous: true, pending: 2 }]) {
    const run = async (method: "sequential" | "worker" | "subprocess") => {
      await using parallel = makeParallel(fun, { method, numCores: 2 });
      const { funControl, designControl } = await smallTuning(12);
      return await new Spot({
        fun: parallel,
        funControl: { ...funControl, ...loop },
        designControl,
      }).run();
    };
    const sequential = await run("sequential");
    assertEquals(sequential.y.slice(0, 8), reference.y);
    for (const method of ["worker", "subprocess"] as const) {
      const spot = await run(method);
      assertEquals(
        [spot.X, spot.y],
        [sequential.X, sequential.y],
        `${method}, ${Object.keys(loop)}`,
      );
    }
  }
});
