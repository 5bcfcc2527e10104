/** The network reports its curve, is pruned by it, and goes on from checkpoints. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { diabetes } from "../../data/diabetes.ts";
import { makeParallel } from "../../backends/make_parallel.ts";
import { funControlInit, type FunControlOptions } from "../../spot/control/fun_control.ts";
import { evaluateRow } from "../../spot/core/objective/evaluate_row.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import { HyperLight } from "../../spot/fun/hyper_light.ts";
import { rowStatus, type RunRecord } from "../../spot/record.ts";
import { LightHyperDict } from "../../spot/space/light_hyper_dict.ts";
import { setHyperparameter } from "../../spot/space/set_hyperparameter.ts";
import { Spot } from "../../spot/spot.ts";

const { fun } = new HyperLight();
const dataSet = await diabetes();

function controlOf(options: Pick<FunControlOptions, "pruning" | "fidelity">) {
  const funControl = funControlInit({
    ...{ dataSet, scaleTarget: true, seed: 4, funEvals: 16 },
    ...{ coreModelName: "NNResNetRegressor", hyperDict: LightHyperDict },
    ...options,
  });
  setHyperparameter(funControl, "optimizer", ["Adadelta", "Adam"]);
  setHyperparameter(funControl, "l1", [2, 3]);
  setHyperparameter(funControl, "epochs", [4, 4]);
  setHyperparameter(funControl, "batch_size", [4, 6]);
  return funControl;
}

async function tune(
  options: Pick<FunControlOptions, "pruning" | "fidelity">,
  method: "sequential" | "worker",
): Promise<RunRecord> {
  await using objective = makeParallel(fun, { method, numCores: 2 });
  const designControl = designControlInit({ initSize: 9 });
  const spot = new Spot({ fun: objective, funControl: controlOf(options), designControl });
  return (await spot.run()).record;
}

Deno.test("Spot.run() prunes trainings of the network by their curves", async () => {
  const record = await tune({ pruning: "percentile" }, "worker");
  const pruned = record.rows.filter((row) => rowStatus(row) === "pruned");
  assert(pruned.length >= 2, `${pruned.length} rows`);
  for (const { curve, pruned: at } of pruned) {
    assertEquals(curve!.steps, curve!.steps.map((_, i) => i + 1));
    assertEquals(curve!.steps.at(-1), at!.step);
  }
  assert(pruned.some(({ pruned: at }) => at!.step < 16));
  for (const { y, curve, pruned: at } of record.rows) assert(at || curve!.values.at(-1) === y);
  const again = await tune({ pruning: "percentile" }, "sequential");
  assertEquals(again.rows.map(({ curve, y }) => [curve, y]), [
    ...record.rows.map(({ curve, y }) => [curve, y]),
  ]);
});

Deno.test("Spot.run() goes on training promoted rows to the same bits", async () => {
  const fidelity = { name: "epochs", lower: 2, upper: 16, eta: 2 };
  const { rows, variables } = await tune({ fidelity }, "worker");
  const promoted = rows.filter(({ predecessor }) => predecessor !== undefined);
  assert(promoted.some(({ budget }) => budget === 16) || promoted.length >= 4);
  const { controls } = controlOf({});
  const problem = { seed: 4, variables, controls, dataSet };
  const { signal } = new AbortController();
  for (const { row, x, replicate, budget, predecessor, responses, curve } of promoted) {
    const before = rows[predecessor!];
    const whole = await evaluateRow(fun, { row, x, replicate, budget }, { problem, signal });
    assertEquals(responses, whole.responses);
    assertEquals([...before.curve!.values, ...curve?.values ?? []].slice(-3), [
      ...whole.curve!.values.slice(-3),
    ]);
  }
});

Deno.test("HyperLight.fun() refuses a budget beyond the epochs that are planned", async () => {
  const { controls, variables } = controlOf({});
  const problem = { seed: 4, variables, controls, dataSet };
  const { signal } = new AbortController();
  const x = [2, 5, 0, 0, 0.1, 1, 2, 0];
  for (const budget of [17, 2.5]) {
    const task = { row: 0, x, replicate: 0, budget };
    const { failure } = await evaluateRow(fun, task, { problem, signal });
    assertStringIncludes(
      failure!.message,
      `Cannot train as the budget must be an integer of at most 'epochs', 16: current value is ${budget}`,
    );
  }
});
