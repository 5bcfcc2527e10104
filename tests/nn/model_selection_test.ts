import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { diabetes } from "../../data/diabetes.ts";
import { featureMatrix, targetMatrix } from "../../data/matrix.ts";
import { applyScaler, fitScaler } from "../../data/scaler.ts";
import { splitRows } from "../../data/split.ts";
import type { Table } from "../../data/table.ts";
import { crossValidateModel } from "../../spot/nn/cross_validate_model.ts";
import { computeMetric } from "../../spot/nn/metrics.ts";
import { createPredictor, predict } from "../../spot/nn/predict.ts";
import { NNResNetRegressor } from "../../spot/nn/resnet.ts";
import { testModel } from "../../spot/nn/test_model.ts";
import { trainModel } from "../../spot/nn/train_model.ts";
import type { TrainingConfiguration } from "../../spot/nn/training_configuration.ts";
import { toTrainingConfiguration } from "../../spot/nn/training_configuration.ts";

const configuration: TrainingConfiguration = {
  l1: 8,
  actFn: "Swish",
  optimizer: "Adam",
  epochs: 16,
  batchSize: 32,
  dropoutProb: 0.1,
  lrMult: 5,
  patience: 4,
  initialization: "xavier_normal",
};

/** The same by the hyperparameter table's names. */
const tuned = {
  l1: 8,
  act_fn: "Swish",
  optimizer: "Adam",
  epochs: 16,
  batch_size: 32,
  dropout_prob: 0.1,
  lr_mult: 5,
  patience: 4,
  initialization: "xavier_normal",
};

const data = await diabetes();
const scaling = { scaler: "standard", scaleTarget: true, seed: 3 } as const;
const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);

/** The table with some rows' numbers replaced. */
function withRows(
  rows: readonly number[],
  { features, target }: Pick<Table, "features" | "target">,
) {
  const replaced = new Set(rows);
  return {
    features: data.features.map((row, i) => replaced.has(i) ? features[i] : row),
    target: data.target.map((value, i) => replaced.has(i) ? target[i] as number : value),
  };
}

const nonsense = {
  features: data.features.map((row) => row.map((value) => 100 - 50 * value)),
  target: data.target.map((value) => -1000 * value),
};

Deno.test("testModel() splits as tuning does: 160, 106 and 176 disjoint rows", () => {
  const { trainRows, valRows, testRows } = testModel(configuration, { data, ...scaling });
  assertEquals([trainRows.length, valRows.length, testRows.length], [160, 106, 176]);
  assertEquals(ascending([...trainRows, ...valRows, ...testRows]), data.target.map((_, i) => i));
  assertEquals({ trainRows, valRows, testRows }, splitRows(442));
  const other = testModel(configuration, { data, testSeed: 9, testSize: 0.2, ...scaling });
  assertEquals(other.testRows, splitRows(442, { testSize: 0.2, seed: 9 }).testRows);
});

Deno.test("testModel() learns nothing from the test rows", () => {
  const plain = testModel(configuration, { data, ...scaling });
  const { testRows } = plain;
  const changed = testModel(configuration, { data: withRows(testRows, nonsense), ...scaling });
  assertEquals(changed.stateDict, plain.stateDict);
  assertEquals(changed.valLossPerEpoch, plain.valLossPerEpoch);
  assertNotEquals(changed.testLoss, plain.testLoss);
});

Deno.test("testModel() trains as trainModel() does and scores its predictions", () => {
  const result = testModel(configuration, { data, ...scaling });
  const { trainRows, valRows, testRows } = splitRows(442);
  const trained = trainModel(configuration, { data, trainRows, valRows, ...scaling });
  assertEquals(result.stateDict, trained.stateDict);
  assertEquals(result.valLoss, trained.valLoss);
  const yHat = predict(trained, testRows.map((row) => data.features[row]));
  const y = targetMatrix(data, testRows);
  assertEquals(result.testLoss, computeMetric("mean_squared_error", yHat, y));
  const r2 = testModel(configuration, { data, metric: "r2_score", ...scaling });
  assertEquals(r2.testLoss, computeMetric("r2_score", yHat, y));
});

Deno.test("testModel() predicts much better than the training mean if the target is linear", () => {
  const linear = {
    features: data.features,
    target: data.features.map(([, , bmi, bp]) => 1000 * bmi + 500 * bp),
  };
  const learnable = {
    ...configuration,
    actFn: "Tanh",
    dropoutProb: 0,
    epochs: 64,
    batchSize: 16,
    lrMult: 10,
    patience: Infinity,
  } as const;
  const losses = [0, 1, 2, 3, 4].map((seed) =>
    testModel(learnable, { data: linear, ...scaling, seed }).testLoss
  );
  const { trainRows, testRows } = splitRows(442);
  const train = targetMatrix(linear, trainRows);
  const mean = train.reduce((sum, value) => sum + value, 0) / train.length;
  const y = targetMatrix(linear, testRows);
  const baseline = computeMetric("mean_squared_error", y.map(() => mean), y);
  // Single trainings are chaotic: the median of five.
  const [, , median] = losses.sort((a, b) => a - b);
  assert(median < 0.75 * baseline, `${losses} against ${baseline}`);
});

Deno.test("testModel() gives NaN and the status if training diverged, or had no time", () => {
  const wild = { ...configuration, optimizer: "SGD", lrMult: 1e300, dropoutProb: 0 } as const;
  const diverged = testModel(wild, { data });
  assertEquals([diverged.status, diverged.testLoss], ["diverged", NaN]);
  const late = testModel(configuration, { data, ...scaling, deadline: Date.now() - 1 });
  assertEquals([late.status, late.epochsRun, late.testLoss], ["deadline", 0, NaN]);
});

Deno.test("testModel() throws the signal's reason if it is aborted", () => {
  const signal = AbortSignal.abort(new Error("enough"));
  assertThrows(() => testModel(configuration, { data, signal }), Error, "enough");
});

Deno.test("testModel() throws if an option is wrong", () => {
  const test = (options: object) => () => testModel(configuration, { data, ...options });
  assertThrows(test({ testsize: 0.3 }), TypeError, "did you mean 'testSize'?");
  assertThrows(test({ testSize: 1 }), RangeError, "Cannot split rows as");
  assertThrows(test({ testSeed: -1 }), RangeError, "'testSeed'");
  assertThrows(test({ metric: "mse" }), RangeError, "'metric' must be one of");
  assertThrows(test({ scaler: "standart" }), RangeError, "did you mean 'standard'?");
  assertThrows(test({ data: { features: [[1]], target: ["2"] } }), TypeError, "'target[0]'");
  assertThrows(() => testModel({ ...tuned, act_fn: "Relu6" }, { data }), RangeError, "'act_fn'");
  assertThrows(
    () => testModel({ ...tuned, colour: 1 }, { data }),
    TypeError,
    "'colour' is unknown",
  );
});

Deno.test("crossValidateModel() predicts each row once, k-fold", () => {
  const { folds, meanLoss, sdLoss } = crossValidateModel(configuration, {
    data,
    folds: 4,
    ...scaling,
  });
  assertEquals(folds.map(({ valRows }) => valRows.length), [110, 111, 110, 111]);
  assertEquals(ascending(folds.flatMap(({ valRows }) => valRows)), data.target.map((_, i) => i));
  const losses = folds.map(({ valLoss }) => valLoss);
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / 4;
  const variance = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / 3;
  assert(Math.abs(meanLoss - mean) < 1e-9 && Math.abs(sdLoss ** 2 - variance) < 1e-6);
});

Deno.test("crossValidateModel() scores what predict() predicts for the fold", () => {
  const { folds: [fold] } = crossValidateModel(configuration, { data, folds: 2, ...scaling });
  const { trainRows, valRows, valLoss } = fold;
  const yHat = predict(fold, valRows.map((row) => data.features[row]));
  assertEquals(computeMetric("mean_squared_error", yHat, targetMatrix(data, valRows)), valLoss);
  assertEquals(fold.featureScaler, fitScaler("standard", featureMatrix(data, trainRows), 10));
});

Deno.test("crossValidateModel() depends on its seed only, and gives each fold its own", () => {
  const run = (seed: number) => crossValidateModel(tuned, { data, folds: 2, ...scaling, seed });
  assertEquals(run(1), run(1));
  assertNotEquals(run(1).folds[0].valRows, run(2).folds[0].valRows);
  const [first, second] = run(1).folds;
  assertNotEquals(first.stateDict["layers.0.fc1.weight"], second.stateDict["layers.0.fc1.weight"]);
});

Deno.test("crossValidateModel() keeps to the rows given", () => {
  const { testRows, trainRows, valRows } = splitRows(442);
  const rows = [...trainRows, ...valRows];
  const { folds } = crossValidateModel(configuration, { data, rows, folds: 3, ...scaling });
  assertEquals(ascending(folds.flatMap((fold) => fold.valRows)), ascending(rows));
  assertEquals(folds.some((fold) => fold.trainRows.some((row) => testRows.includes(row))), false);
});

Deno.test("crossValidateModel() throws if an option is wrong", () => {
  const run = (options: object) => () => crossValidateModel(configuration, { data, ...options });
  assertThrows(run({ folds: 1 }), RangeError, "'folds' must be an integer from 2 to 442");
  assertThrows(run({ rows: [1, 2, 2, 3], folds: 2 }), RangeError, "different row numbers");
  assertThrows(run({ rows: [1, 2, 3, 442], folds: 2 }), RangeError, "442");
  assertThrows(run({ k: 3 }), TypeError, "option 'k' is unknown");
  assertThrows(run({ rows: [1, 2, 3], folds: 3, metric: "r2_score" }), RangeError, "two rows");
});

Deno.test("predict() gives the units of one target or several, whatever the scaling was", () => {
  const rows = data.features.slice(0, 50);
  const target = data.target.map((value, i) => [value, -2 * value + data.features[i][2]]);
  for (
    const [table, lOut] of [[data, 1], [{ ...data, target, targetName: undefined }, 2]] as const
  ) {
    for (const scaler of ["none", "standard", "minmax"] as const) {
      for (const scaleTarget of [false, true]) {
        const model = testModel(configuration, { data: table, scaler, scaleTarget, seed: 3 });
        const network = new NNResNetRegressor({ lIn: 10, lOut, l1: 8, actFn: "Swish" }).eval();
        network.loadStateDict(model.stateDict);
        const scaled = rows.map((row) => applyScaler(model.featureScaler, Float64Array.from(row)));
        const { shift, scale } = model.targetScaler;
        const expected = network.forward(scaled)
          .map((z, i) => z * scale[i % lOut] + shift[i % lOut]);
        assertEquals(predict(model, rows), expected);
      }
    }
  }
});

Deno.test("predict() gives each row the same whatever rows go with it", () => {
  const model = testModel(configuration, { data, ...scaling });
  const X = Array.from({ length: 2500 }, (_, i) => data.features[i % 442]);
  const all = predict(model, X);
  assertEquals(all.length, 2500);
  for (const row of [0, 1023, 1024, 2499]) {
    assertEquals(predict(model, [X[row]])[0], all[row]);
  }
});

Deno.test("createPredictor() predicts as predict() does, call after call", () => {
  const model = testModel(configuration, { data });
  const X = data.features.slice(0, 5);
  const predictRows = createPredictor(model);
  for (const rows of [X, X.slice(2), X]) assertEquals(predictRows(rows), predict(model, rows));
  assertThrows(() => predictRows([[1, 2]]), RangeError, "'X' must have 10 columns: it has 2");
});

Deno.test("createPredictor() does not see later changes of the model", () => {
  const model = structuredClone(testModel(configuration, { data, ...scaling }));
  const X = data.features.slice(0, 5);
  const expected = predict(model, X);
  const predictRows = createPredictor(model);
  for (const { shift, scale } of [model.featureScaler, model.targetScaler]) {
    for (const numbers of [shift, scale]) (numbers as number[]).fill(3);
  }
  for (const tensor of Object.values(model.stateDict)) (tensor as unknown[]).length = 0;
  assertEquals(predictRows(X), expected);
});

Deno.test("predict() throws if X is wrong", () => {
  const model = testModel(configuration, { data, ...scaling });
  assertThrows(() => predict(model, []), RangeError, "Cannot predict as 'X' must have a row");
  assertThrows(() => predict(model, [[1, 2]]), RangeError, "'X' must have 10 columns: it has 2");
  const row = [...data.features[0]];
  row[3] = NaN;
  assertThrows(() => predict(model, [data.features[0], row]), RangeError, "'X[1][3]' must be");
});

Deno.test("toTrainingConfiguration() takes the table's names, and names them as they were given", () => {
  assertEquals(toTrainingConfiguration(tuned), configuration);
  const { lr_mult: _, ...rest } = tuned;
  const bad: [Record<string, number | string>, string][] = [
    [{ ...tuned, act_fn: "Swis" }, "'act_fn' must be one of"],
    [{ ...tuned, dropout_prob: 1 }, "'dropout_prob' must be a number of at least 0 and below 1"],
    [{ ...tuned, batch_size: 1 }, "'batch_size' must be an integer of at least 2"],
    [{ ...tuned, lr_mul: 1 }, "option 'lr_mul' is unknown: did you mean 'lr_mult'?"],
    [{ ...configuration, actFn: "Swis" }, "'actFn' must be one of"],
    [rest, "'lr_mult'"],
  ];
  for (const [given, message] of bad) {
    assertThrows(() => toTrainingConfiguration(given), Error, message);
  }
});

Deno.test("predict() gives the same after the model was cloned, or went through JSON", () => {
  const model = testModel(configuration, { data, ...scaling });
  const X = data.features.slice(0, 5);
  for (const copy of [structuredClone(model), JSON.parse(JSON.stringify(model))]) {
    assertEquals(predict(copy, X), predict(model, X));
  }
});

Deno.test("predict() throws naming what is missing if the model is none", () => {
  const { stateDict: _, ...rest } = testModel(configuration, { data, ...scaling });
  const X = data.features.slice(0, 1);
  assertThrows(() => predict(rest as never, X), TypeError, "'stateDict' is missing");
  assertThrows(() => predict(null as never, X), TypeError, "current value is null");
});
