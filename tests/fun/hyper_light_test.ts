import { assert, assertEquals, assertRejects } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import { createContext } from "../../spot/core/objective/evaluate_row.ts";
import type { ObjectiveContext } from "../../spot/core/objective/objective.ts";
import type { Problem } from "../../spot/core/objective/problem.ts";
import { toConfiguration } from "../../spot/core/space/configuration.ts";
import type { Variable } from "../../spot/core/space/variable.ts";
import { diabetes } from "../../data/diabetes.ts";
import { splitRows } from "../../data/split.ts";
import { funControlInit, type FunControlOptions } from "../../spot/control/fun_control.ts";
import { HyperLight } from "../../spot/fun/hyper_light.ts";
import { trainModel } from "../../spot/nn/train_model.ts";
import { createStream, randomInteger } from "../../spot/core/random/stream.ts";
import { LightHyperDict } from "../../spot/space/light_hyper_dict.ts";
import { Spot } from "../../spot/spot.ts";
import { factor, float } from "../_variables.ts";

const { fun } = new HyperLight();
const dataSet = await diabetes();
const exponent = (name: string, upper: number): Variable => (
  { name, type: "int", lower: 0, upper, transform: "power_2_int" }
);
const variables = [
  exponent("l1", 5),
  exponent("epochs", 9),
  exponent("batch_size", 8),
  factor("act_fn", ["Tanh", "ELU"]),
  factor("optimizer", ["Adam", "Adamax"]),
  float("dropout_prob", 0, 0.5),
  float("lr_mult", 0, 10),
  exponent("patience", 3),
  factor("initialization", ["Default", "xavier_normal"]),
];
const x = [3, 3, 5, 1, 0, 0.1, 5, 3, 1];

function contextOf(problem: Problem, signal = new AbortController().signal): ObjectiveContext {
  const context = createContext({ row: 0, x, replicate: 0 }, { problem, signal });
  return { ...context, random: createStream("row") };
}

const problemOf = (controls: Record<string, unknown> = {}, data: unknown = dataSet): Problem => (
  { seed: 1, variables, dataSet: data, controls: { lIn: 10, lOut: 1, ...controls } }
);

Deno.test("HyperLight.fun() is trainModel() on the split of the test seed, seeded by the row's stream", async () => {
  const { trainRows, valRows } = splitRows(442, { testSize: 0.4, seed: 1234 });
  const { valLoss } = trainModel({
    l1: 8,
    epochs: 8,
    batchSize: 32,
    actFn: "ELU",
    optimizer: "Adam",
    dropoutProb: 0.1,
    lrMult: 5,
    patience: 8,
    initialization: "xavier_normal",
  }, { data: dataSet, trainRows, valRows, seed: randomInteger(createStream("row"), 2 ** 32) });
  assertEquals(await fun(x, contextOf(problemOf())), valLoss);
  assert(valLoss > 19_000 && valLoss < 26_000, `${valLoss}`);
});

Deno.test("HyperLight.fun() depends on scaling, metric and the split's seed", async () => {
  const values = await Promise.all(
    [
      {},
      { scaleTarget: true },
      { scaleTarget: true, scaler: "standard" },
      { metric: "mean_absolute_error" },
      { testSeed: 1 },
      { testSize: 0.2 },
      { shuffle: false },
    ].map((controls) => fun(x, contextOf(problemOf(controls)))),
  );
  assertEquals(new Set(values).size, values.length);
  assert(Number(values[1]) < 10_000 && Number(values[3]) < 200);
});

Deno.test("HyperLight.fun.cost() grows with epochs, parameters and number of batches", () => {
  const problem = problemOf();
  const cost = (point: number[]) =>
    fun.cost?.(point, { configuration: toConfiguration(variables, point), problem }) ?? NaN;
  const base = cost(x);
  assertEquals(cost(x.with(1, 4)), 2 * base);
  assertEquals(cost(x.with(2, 4)), 2 * base);
  assert(cost(x.with(0, 5)) > 5 * base);
});

Deno.test("HyperLight.fun() rejects with the signal's reason if the run is aborted", async () => {
  const controller = new AbortController();
  controller.abort(new Error("enough"));
  await assertRejects(
    async () => await fun(x, contextOf(problemOf(), controller.signal)),
    Error,
    "enough",
  );
});

Deno.test("HyperLight.fun() lets a long training be aborted while it runs", async () => {
  const controller = new AbortController();
  const long = [...x.with(0, 5).with(1, 9).with(2, 1)];
  const problem = problemOf({ lIn: 10 });
  const configuration = { ...toConfiguration(variables, long), patience: 512, epochs: 4096 };
  const context = { ...contextOf(problem, controller.signal), configuration };
  setTimeout(() => controller.abort(new Error("stopped")), 10);
  await assertRejects(async () => await fun(long, context), Error, "stopped");
});

Deno.test("HyperLight.fun() names what does not fit the data set", async () => {
  const bad: [Problem, string][] = [
    [problemOf({ lIn: 9 }), "'lIn' must be that of the data set, 10: current value is 9"],
    [problemOf({ lOut: 2 }), "'lOut' must be that of the data set, 1: current value is 2"],
    [problemOf({ coreModelName: "Forest" }), "'coreModelName' must be NNResNetRegressor"],
    [problemOf({ metric: "mse" }), "'metric'"],
    [problemOf({}, { features: [[1]], target: ["a"] }), "'target[0]' must be a finite number"],
    [problemOf({}, null), "Cannot use the table"],
  ];
  for (const [problem, message] of bad) {
    await assertRejects(async () => await fun(x, contextOf(problem)), Error, message);
  }
});

Deno.test("Spot.run() refuses at once what no row of HyperLight can work with", async () => {
  await using parallel = makeParallel(fun, { numCores: 1 });
  const model = { coreModelName: "NNResNetRegressor", hyperDict: LightHyperDict, dataSet };
  const bad: [FunControlOptions, string][] = [
    [{ ...model, metric: "mse" }, "'metric' must be one of"],
    [{ ...model, lOut: 2 }, "'lOut' must be that of the data set, 1: current value is 2"],
    [{ ...model, dataSet: undefined }, "'dataSet' must be a table"],
  ];
  for (const [options, message] of bad) {
    const funControl = funControlInit(options);
    for (const objective of [fun, parallel]) {
      const spot = new Spot({ fun: objective, funControl });
      await assertRejects(() => spot.run(), Error, message);
      assertEquals(spot.record.rows, []);
    }
  }
});

Deno.test("HyperLight.fun() names hyperparameters as the table does", async () => {
  const context = contextOf(problemOf());
  for (const [name, value] of [["dropout_prob", 1], ["act_fn", "Relu"], ["batch_size", 1]]) {
    const configuration = { ...context.configuration, [name]: value };
    await assertRejects(
      async () => await fun(x, { ...context, configuration }),
      RangeError,
      `Cannot train as '${name}' must be`,
    );
  }
});
