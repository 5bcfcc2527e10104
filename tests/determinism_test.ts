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
  const ways = [
    { method: "sequential", numCores: 1 },
    { method: "worker", numCores: 1, chunkSize: 3 },
    { method: "worker", numCores: 3 },
    { method: "subprocess", numCores: 1 },
    { method: "subprocess", numCores: 3, chunkSize: 3 },
  ] as const;
  for (const way of ways) {
    await using parallel = makeParallel(fun, way);
    const spot = await new Spot({ fun: parallel, ...await smallTuning() }).run();
    assertEquals([spot.X, spot.y], [reference.X, reference.y], JSON.stringify(way));
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
  const ways = [
    { loop: { nPoints: 2 }, method: "subprocess" },
    { loop: { asynchronous: true, pending: 2 }, method: "worker" },
  ] as const;
  for (const { loop, method } of ways) {
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
    const spot = await run(method);
    assertEquals([spot.X, spot.y], [sequential.X, sequential.y], method);
  }
});
