import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { diabetes } from "../../data/diabetes.ts";
import type { Table } from "../../data/table.ts";
import { cutBatches } from "../../spot/nn/batches.ts";
import { scheduleFactor } from "../../spot/nn/learning_rate_schedule.ts";
import { NNResNetRegressor } from "../../spot/nn/resnet.ts";
import type { StateDict } from "../../spot/nn/state_dict.ts";
import { trainModel, type TrainModelOptions } from "../../spot/nn/train_model.ts";
import type { TrainingConfiguration } from "../../spot/nn/training_configuration.ts";
import type { EpochReport } from "../../spot/nn/training.ts";
import { optimizerNames } from "../../spot/nn/optimizers/create_optimizer.ts";
import golden from "../golden/training.json" with { type: "json" };

/** PyTorch 2.15, float64, dropout 0, rows in fixed order. */
interface GoldenTraining {
  readonly optimizer: TrainingConfiguration["optimizer"];
  readonly l1: number;
  readonly act_fn: TrainingConfiguration["actFn"];
  readonly lr_mult: number;
  readonly epochs: number;
  readonly batch_size: number;
  readonly patience: number;
  readonly train_rows: number[];
  readonly val_rows: number[];
  readonly state_dict: StateDict;
  readonly val_loss_per_epoch: number[];
  readonly learning_rate_per_epoch: number[];
  readonly epochs_run: number;
  readonly final_val_loss: number;
}

const configuration: TrainingConfiguration = {
  l1: 4,
  actFn: "Swish",
  optimizer: "Adam",
  epochs: 4,
  batchSize: 8,
  dropoutProb: 0.2,
  lrMult: 5,
  patience: 4,
  initialization: "xavier_normal",
};

const data = await diabetes();
const range = (start: number, end: number) =>
  Array.from({ length: end - start }, (_, i) => start + i);
const options: TrainModelOptions = {
  data,
  trainRows: range(0, 40),
  valRows: range(40, 60),
  seed: 1,
};

function near(actual: number[], expected: number[], tolerance: number): boolean {
  return actual.length === expected.length &&
    actual.every((value, i) => Math.abs(value / expected[i] - 1) <= tolerance);
}

Deno.test("trainModel() has PyTorch's losses, rates and epochs if given its weights", () => {
  for (const c of golden as unknown as GoldenTraining[]) {
    const result = trainModel({
      l1: c.l1,
      actFn: c.act_fn,
      optimizer: c.optimizer,
      epochs: c.epochs,
      batchSize: c.batch_size,
      dropoutProb: 0,
      lrMult: c.lr_mult,
      patience: c.patience,
      initialization: "Default",
    }, {
      data,
      trainRows: c.train_rows,
      valRows: c.val_rows,
      shuffle: false,
      stateDict: c.state_dict,
    });
    assertEquals(result.epochsRun, c.epochs_run, c.optimizer);
    assert(near(result.valLossPerEpoch, c.val_loss_per_epoch, 1e-7), c.optimizer);
    assert(near(result.learningRatePerEpoch, c.learning_rate_per_epoch, 1e-12), c.optimizer);
    assert(near([result.valLoss], [c.final_val_loss], 1e-7), c.optimizer);
  }
});

Deno.test("trainModel() trains with every optimizer if given its name", () => {
  for (const optimizer of optimizerNames) {
    const result = trainModel({ ...configuration, optimizer }, options);
    assert(result.status === "finished" || result.status === "stoppedEarly", optimizer);
    assertEquals(result.valLoss, result.valLossPerEpoch.at(-1));
  }
});

Deno.test("trainModel() gives the same bits again and others if the seed changes", () => {
  const result = trainModel(configuration, options);
  assertEquals(trainModel(configuration, options), result);
  assertNotEquals(trainModel(configuration, { ...options, seed: 2 }).valLoss, result.valLoss);
});

Deno.test("trainModel() returns the weights that the loss was computed with", () => {
  const result = trainModel(configuration, options);
  const net = new NNResNetRegressor({ lIn: 10, l1: 4, actFn: "Swish" }).eval();
  net.loadStateDict(result.stateDict);
  const outputs = net.forward(options.valRows.map((row) => data.features[row]));
  const errors = options.valRows.map((row, i) => outputs[i] - data.target[row]);
  const mse = errors.reduce((sum, error) => sum + error * error, 0) / errors.length;
  assert(near([result.valLoss], [mse], 1e-12));
});

Deno.test("trainModel() validates by the metric and stops when it stalls", () => {
  const result = trainModel(
    { ...configuration, epochs: 64, patience: 2, lrMult: 10 },
    { ...options, metric: "mean_absolute_error", scaleTarget: true, scaler: "standard" },
  );
  assertEquals(result.status, "stoppedEarly");
  const losses = result.valLossPerEpoch;
  assertEquals(losses.length - 1 - losses.indexOf(Math.min(...losses)), 2);
  assert(result.valLoss > 20 && result.valLoss < 200, "not in the target's units");
});

Deno.test("trainModel() runs all epochs if patience is longer than they are, or Infinity", () => {
  for (const patience of [100, Infinity]) {
    const result = trainModel({ ...configuration, patience }, options);
    assertEquals([result.epochsRun, result.status], [4, "finished"]);
  }
});

Deno.test("trainModel() takes a batch larger than the data as one batch", () => {
  const whole = trainModel({ ...configuration, batchSize: 40 }, options);
  assertEquals(trainModel({ ...configuration, batchSize: 4096 }, options).valLoss, whole.valLoss);
});

Deno.test("cutBatches() joins a last batch of one row to the one before it", () => {
  const sizes = (n: number, batchSize: number) => cutBatches(n, batchSize).map(({ size }) => size);
  assertEquals(sizes(160, 64), [64, 64, 32]);
  assertEquals(sizes(33, 16), [16, 17]);
  assertEquals(sizes(3, 2), [3]);
  assertEquals(sizes(5, 8), [5]);
  trainModel({ ...configuration, batchSize: 13 }, options);
});

Deno.test("scheduleFactor() falls at each quarter, at the start too if quarters are below one epoch", () => {
  const factors = (epochs: number) => range(0, epochs).map((e) => scheduleFactor(e, epochs));
  assert(near(factors(8), [1, 1, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001], 1e-15));
  // torch.optim.lr_scheduler.MultiStepLR counts coinciding milestones, and one at epoch 0.
  assert(near(factors(3), [0.1, 0.01, 0.001], 1e-15));
  assert(near(factors(1), [0.001], 1e-15));
});

Deno.test("trainModel() behaves if features or target are constant, with every scaler", () => {
  const table: Table = {
    features: data.features.map(() => [3, 3]),
    target: data.target.map(() => 7),
  };
  for (const scaler of ["none", "standard", "minmax"] as const) {
    const result = trainModel(configuration, {
      ...options,
      data: table,
      scaler,
      scaleTarget: true,
    });
    assert(Number.isFinite(result.valLoss));
  }
});

Deno.test("trainModel() learns several targets at once", () => {
  const target = data.target.map((y, i) => [y, -y, data.features[i][2]]);
  const result = trainModel(configuration, {
    ...options,
    data: { features: data.features, target },
    scaleTarget: true,
  });
  assertEquals(result.stateDict["layers.3.weight"].length, 3);
  assert(Number.isFinite(result.valLoss));
});

Deno.test("trainModel() stops at once with a status if a loss is not finite", () => {
  const result = trainModel(
    { ...configuration, optimizer: "SGD", lrMult: 1e300, epochs: 50 },
    options,
  );
  assertEquals(result.status, "diverged");
  assert(Number.isNaN(result.valLoss) && result.epochsRun < 3);
});

Deno.test("trainModel() reports each epoch, stops at a deadline and rejects with a signal's reason", () => {
  const reports: EpochReport[] = [];
  const result = trainModel(configuration, {
    ...options,
    onEpoch: (report) => reports.push(report),
  });
  assertEquals(reports.map(({ valLoss }) => valLoss), result.valLossPerEpoch);
  assertEquals(reports.map(({ epoch }) => epoch), [1, 2, 3, 4]);
  const late = trainModel(configuration, { ...options, deadline: Date.now() - 1 });
  assertEquals([late.status, late.epochsRun, late.valLoss], ["deadline", 0, NaN]);
  const controller = new AbortController();
  const seen: number[] = [];
  const abort = ({ epoch }: EpochReport) => {
    seen.push(epoch);
    if (epoch === 2) controller.abort(new Error("enough"));
  };
  const { signal } = controller;
  assertThrows(
    () => trainModel(configuration, { ...options, signal, onEpoch: abort }),
    Error,
    "enough",
  );
  assertEquals(seen, [1, 2]);
});

Deno.test("trainModel() refuses bad hyperparameters and rows before any work", () => {
  const bad: [Partial<TrainingConfiguration>, Partial<TrainModelOptions>, string][] = [
    [{ batchSize: 1 }, {}, "'batchSize' must be an integer of at least 2: current value is 1"],
    [{ epochs: 0 }, {}, "'epochs' must be a positive integer"],
    [{ patience: 0 }, {}, "'patience'"],
    [{ lrMult: 0 }, {}, "'lrMult'"],
    [{ dropoutProb: 1 }, {}, "'dropoutProb' must be a number of at least 0 and below 1"],
    [{ optimizer: "SparseAdam" as "Adam" }, {}, "sparse gradients"],
    [{}, { trainRows: [3] }, "'trainRows' must be an array of at least 2"],
    [{}, { valRows: [] }, "'valRows' must be an array of at least 1"],
    [{}, { valRows: [442] }, "'valRows[0]' must be an integer from 0 to 441: current value is 442"],
    [{}, { metric: "mse" as "r2_score" }, "'metric'"],
    [{}, { scaler: "robust" as "minmax" }, "'scaler'"],
    [
      {},
      { signal: {} as AbortSignal },
      "'signal' must be an AbortSignal: current value is an object",
    ],
    [{}, { onEpoch: {} as () => void }, "'onEpoch' must be a function: current value is an object"],
  ];
  for (const [hyperparameters, changes, message] of bad) {
    const train = () =>
      trainModel({ ...configuration, ...hyperparameters }, { ...options, ...changes });
    assertThrows(train, Error, message);
  }
});
