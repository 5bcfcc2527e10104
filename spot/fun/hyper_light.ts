/**
 * The ResNet on a table as an objective: trains it with a row's hyperparameters and returns the
 * validation loss.
 *
 * @module
 */
import type { ScalerName } from "../../data/scaler.ts";
import { splitRows } from "../../data/split.ts";
import { checkTable } from "../../data/table.ts";
import {
  defineObjective,
  type Objective,
  type ObjectiveContext,
} from "../../backends/objective/objective.ts";
import type { Problem } from "../../backends/objective/problem.ts";
import type { Configuration } from "../../backends/objective/variable.ts";
import { randomInteger } from "../random/stream.ts";
import { layOut } from "../nn/layout.ts";
import type { MetricName } from "../nn/metrics.ts";
import { checkConfiguration, type TrainingConfiguration } from "../nn/train_model.ts";
import { runTraining } from "../nn/training.ts";
import { prepareTrainingData, type TrainingData } from "../nn/training_data.ts";

const MODEL = "NNResNetRegressor";
const SEEDS = 4294967296;

/** Prepared data by problem: rows of one run share it. */
const preparedData = new WeakMap<Problem, TrainingData>();

/** Trains the model of a row and returns its validation loss. */
export const hyperLight: Objective = defineObjective(import.meta.url, "hyperLight", evaluate, {
  cost: (_x, { configuration, problem }) => expectedCost(configuration, problem),
});

/**
 * The objective of hyperparameter tuning; stateless.
 *
 * @example
 * ```ts no-eval
 * import { HyperLight, makeParallel } from "@spot/spot";
 *
 * await using fun = makeParallel(new HyperLight().fun, { numCores: 2 });
 * ```
 */
export class HyperLight {
  /** Trains the model of a row and returns its validation loss. */
  readonly fun: Objective = hyperLight;
}

function evaluate(_x: readonly number[], context: ObjectiveContext): number {
  const { problem, configuration, random, signal } = context;
  const seed = randomInteger(random, SEEDS);
  const training = toTrainingConfiguration(configuration);
  checkConfiguration(training);
  const metric = problem.controls.metric as MetricName | undefined;
  const shuffle = problem.controls.shuffle as boolean | undefined;
  const data = prepared(problem);
  return runTraining(training, data, { seed, metric, shuffle, signal }).valLoss;
}

/** The hyperparameter table's names to those of the training. */
function toTrainingConfiguration(configuration: Configuration): TrainingConfiguration {
  const { l1, act_fn, optimizer, epochs, batch_size, dropout_prob, lr_mult, patience } =
    configuration;
  return {
    l1,
    actFn: act_fn,
    optimizer,
    epochs,
    batchSize: batch_size,
    dropoutProb: dropout_prob,
    lrMult: lr_mult,
    patience,
    initialization: configuration.initialization,
  } as TrainingConfiguration;
}

function prepared(problem: Problem): TrainingData {
  const known = preparedData.get(problem);
  if (known) return known;
  const data = prepare(problem);
  preparedData.set(problem, data);
  return data;
}

function prepare({ dataSet, controls }: Problem): TrainingData {
  const { coreModelName = MODEL, lIn, lOut, testSize, testSeed, scaler, scaleTarget } = controls;
  if (coreModelName !== MODEL) {
    throw new RangeError(
      `Cannot train as 'coreModelName' must be ${MODEL}: current value is ${String(coreModelName)}`,
    );
  }
  checkTable(dataSet);
  const { trainRows, valRows } = splitRows(dataSet.features.length, {
    testSize: testSize as number | undefined,
    seed: testSeed as number | undefined,
  });
  const data = prepareTrainingData(dataSet, {
    trainRows,
    valRows,
    scaler: scaler as ScalerName | undefined,
    scaleTarget: scaleTarget as boolean | undefined,
  });
  checkSize("lIn", lIn, data.lIn);
  checkSize("lOut", lOut, data.lOut);
  return data;
}

function checkSize(name: string, value: unknown, actual: number): void {
  if (value === undefined || value === actual) return;
  throw new RangeError(
    `Cannot train as '${name}' must be that of the data set, ${actual}: current value is ${
      String(value)
    }`,
  );
}

/** Epochs x batches x parameters: proportional to the time of a training, roughly. */
function expectedCost(configuration: Configuration, { controls, dataSet }: Problem): number {
  const { l1, epochs, batchSize } = toTrainingConfiguration(configuration);
  const { lIn = 10, lOut = 1 } = controls as { readonly lIn?: number; readonly lOut?: number };
  const rows = (dataSet as { readonly features?: readonly unknown[] } | undefined)?.features;
  const batches = Math.ceil((0.36 * (rows?.length ?? 100)) / batchSize);
  return epochs * batches * layOut({ lIn, lOut, l1 }).parameterCount;
}
