import { assert, assertEquals, assertThrows } from "@std/assert";
import { diabetes } from "../../data/diabetes.ts";
import { splitRows } from "../../data/split.ts";
import { optimizerNames } from "../../spot/nn/optimizers/create_optimizer.ts";
import { trainModel, type TrainModelOptions } from "../../spot/nn/train_model.ts";
import type { TrainingConfiguration } from "../../spot/nn/training_configuration.ts";
import type { TrainingResult } from "../../spot/nn/training.ts";

const data = await diabetes();
const { trainRows, valRows } = splitRows(442, {});
const base: TrainModelOptions = { data, trainRows, valRows, scaleTarget: true, seed: 3 };
const configuration: TrainingConfiguration = {
  l1: 8,
  epochs: 12,
  batchSize: 32,
  actFn: "Swish",
  optimizer: "Adam",
  dropoutProb: 0.2,
  lrMult: 2,
  patience: Infinity,
  initialization: "xavier_normal",
};

/** Trains in legs, each from the checkpoint of the one before, which crosses to it as bytes. */
function trainInLegs(
  ends: readonly number[],
  changes: Partial<TrainingConfiguration> = {},
  options: Partial<TrainModelOptions> = {},
): TrainingResult {
  let checkpoint: Uint8Array | undefined;
  let result: TrainingResult | undefined;
  for (const untilEpoch of ends) {
    result = trainModel({ ...configuration, ...changes }, {
      ...base,
      ...options,
      untilEpoch,
      ...(checkpoint && { checkpoint }),
      saveCheckpoint: (bytes) => checkpoint = bytes,
    });
  }
  return result!;
}

for (const optimizer of optimizerNames) {
  Deno.test(`trainModel() goes on from a checkpoint to the same bits with ${optimizer}`, () => {
    const whole = trainModel({ ...configuration, optimizer }, base);
    assert(Number.isFinite(whole.valLoss));
    assertEquals(trainInLegs([1, 3, 4, 12], { optimizer }), whole);
  });
}

Deno.test("trainModel() goes on without shuffling, and where it stops early", () => {
  const unshuffled = trainModel(configuration, { ...base, shuffle: false });
  assertEquals(trainInLegs([5, 12], {}, { shuffle: false }), unshuffled);
  const impatient = { patience: 1, epochs: 200, lrMult: 20 };
  const whole = trainModel({ ...configuration, ...impatient }, base);
  assertEquals(whole.status, "stoppedEarly");
  const { epochsRun } = whole;
  assertEquals(trainInLegs([2, epochsRun - 1, 200, 200], impatient), whole);
});

Deno.test("trainModel() ends at untilEpoch with the loss of that epoch", () => {
  const { valLossPerEpoch } = trainModel(configuration, base);
  const { valLoss, epochsRun, status } = trainInLegs([7]);
  assertEquals([valLoss, epochsRun, status], [valLossPerEpoch[6], 7, "finished"]);
});

Deno.test("trainModel() saves no checkpoint of a training that diverged", () => {
  const saved: Uint8Array[] = [];
  const { status } = trainModel({ ...configuration, optimizer: "SGD", lrMult: 1e9 }, {
    ...base,
    saveCheckpoint: (bytes) => saved.push(bytes),
  });
  assertEquals([status, saved.length], ["diverged", 0]);
});

Deno.test("trainModel() refuses a checkpoint of another training", () => {
  let saved: Uint8Array = new Uint8Array();
  trainModel(configuration, { ...base, untilEpoch: 1, saveCheckpoint: (bytes) => saved = bytes });
  const message = "Cannot go on with a training as its checkpoint must be that of the same";
  const cases: readonly (readonly [Uint8Array, Partial<TrainingConfiguration>])[] = [
    [saved.slice(0, -8), {}],
    [saved.slice(8), {}],
    [new Uint8Array(), {}],
    [new Uint8Array(5), {}],
    [saved, { l1: 16 }],
    [saved, { optimizer: "SGD" }],
  ];
  for (const [checkpoint, changes] of cases) {
    const train = () => trainModel({ ...configuration, ...changes }, { ...base, checkpoint });
    assertThrows(train, RangeError, message);
  }
  const checkpoint = "bytes" as unknown as Uint8Array;
  assertThrows(() => trainModel(configuration, { ...base, checkpoint }), TypeError, "Uint8Array");
});
