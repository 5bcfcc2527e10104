/**
 * The ResNet on a table as an objective: trains it with a row's hyperparameters, reports the validation
 * loss after each epoch, and returns the last. In a run with `fidelity` the budget is the number of
 * epochs, of those that `epochs` plans the learning rate for; a promoted row goes on training.
 *
 * @module
 */
import { splitRows } from "../../data/split.ts";
import { checkTable, countFeatures, countTargets } from "../../data/table.ts";
import {
  defineObjective,
  type Objective,
  type ObjectiveContext,
} from "../core/objective/objective.ts";
import type { Problem } from "../core/objective/problem.ts";
import type { Configuration } from "../core/space/variable.ts";
import { randomSeed } from "../core/random/stream.ts";
import { layOut } from "../nn/layout.ts";
import { checkTrainingOptions, type TrainModelOptions } from "../nn/train_model.ts";
import { trainingEpochs } from "../nn/training.ts";
import { prepareTrainingData, type TrainingData } from "../nn/training_data.ts";
import { toTrainingConfiguration } from "../nn/training_configuration.ts";

const MODEL = "NNResNetRegressor";

/** Prepared data by problem: rows of one run share it. */
const preparedData = new WeakMap<Problem, TrainingData>();

/** Trains the model of a row, reports the validation loss after each epoch, and returns the last. */
export const hyperLight: Objective = defineObjective(import.meta.url, "hyperLight", evaluate, {
  cost: (_x, { configuration, problem, budget }) => expectedCost(configuration, problem, budget),
  check: (problem) => void checkProblem(problem),
});

/**
 * The objective of hyperparameter tuning; stateless.
 *
 * @example
 * ```ts
 * import { HyperLight, makeParallel } from "@spot/spot";
 *
 * await using fun = makeParallel(new HyperLight().fun, { numCores: 2 });
 * ```
 */
export class HyperLight {
  /** Trains the model of a row, reports the validation loss after each epoch, and returns the last. */
  readonly fun: Objective = hyperLight;
}

/** How long a training may keep the thread before others have their turn, in milliseconds. */
const TURN_MS = 100;

async function evaluate(_x: readonly number[], context: ObjectiveContext): Promise<number> {
  const { problem, configuration, random, signal, report, budget, checkpoint } = context;
  const seed = randomSeed(random);
  const training = toTrainingConfiguration(configuration);
  const { metric, shuffle } = problem.controls as TrainingControls;
  checkBudget(budget, training.epochs);
  const epochs = trainingEpochs(training, prepared(problem), {
    ...{ seed, metric, shuffle, signal, checkpoint },
    ...(budget !== undefined && {
      untilEpoch: budget,
      saveCheckpoint: context.saveCheckpoint,
    }),
  });
  for (let turn = performance.now();;) {
    const { done, value } = epochs.next();
    if (done) return value.valLoss;
    // A loss that is not finite ends the training as diverged.
    const isHopeless = Number.isFinite(value.valLoss) && report(value.epoch, value.valLoss);
    if (isHopeless) return value.valLoss;
    if (performance.now() - turn < TURN_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    turn = performance.now();
  }
}

/** The learning rate is planned for all epochs, of which a budget is a part. */
function checkBudget(budget: number | undefined, epochs: number): void {
  if (budget === undefined || (Number.isInteger(budget) && budget <= epochs)) return;
  throw new RangeError(
    `Cannot train as the budget must be an integer of at most 'epochs', ${epochs}: current value is ${budget}`,
  );
}

function prepared(problem: Problem): TrainingData {
  const known = preparedData.get(problem);
  if (known) return known;
  const { data, ...options } = checkProblem(problem);
  const made = prepareTrainingData(data, options);
  preparedData.set(problem, made);
  return made;
}

/** Controls that a training takes as they are; `shuffle`: whether rows are shuffled, by default yes. */
type TrainingControls = Pick<TrainModelOptions, "metric" | "shuffle" | "scaler" | "scaleTarget">;

/** Checks data and controls. */
function checkProblem({ dataSet, controls }: Problem): TrainModelOptions {
  const { coreModelName = MODEL, lIn, lOut, testSize, testSeed } = controls;
  if (coreModelName !== MODEL) {
    throw new RangeError(
      `Cannot train as 'coreModelName' must be ${MODEL}: current value is ${String(coreModelName)}`,
    );
  }
  if (dataSet === undefined) {
    throw new TypeError(
      "Cannot train as 'dataSet' must be a table, such as await diabetes(): current value is undefined",
    );
  }
  checkTable(dataSet);
  const { trainRows, valRows } = splitRows(dataSet.features.length, {
    testSize: testSize as number | undefined,
    seed: testSeed as number | undefined,
  });
  checkSize("lIn", lIn, countFeatures(dataSet));
  checkSize("lOut", lOut, countTargets(dataSet));
  const { metric, shuffle, scaler, scaleTarget } = controls as TrainingControls;
  const options = { data: dataSet, trainRows, valRows, metric, shuffle, scaler, scaleTarget };
  checkTrainingOptions(options);
  return options;
}

function checkSize(name: string, value: unknown, actual: number): void {
  if (value === undefined || value === actual) return;
  throw new RangeError(
    `Cannot train as '${name}' must be that of the data set, ${actual}: current value is ${
      String(value)
    }`,
  );
}

/** Epochs x batches x parameters, of the default share of rows: roughly proportional to the time. */
function expectedCost(
  configuration: Configuration,
  { controls, dataSet }: Problem,
  budget = Infinity,
): number {
  const { l1, epochs, batchSize } = toTrainingConfiguration(configuration);
  const { lIn = 10, lOut = 1 } = controls as { readonly lIn?: number; readonly lOut?: number };
  const rows = (dataSet as { readonly features?: readonly unknown[] } | undefined)?.features;
  const batches = Math.ceil((0.36 * (rows?.length ?? 100)) / batchSize);
  return Math.min(epochs, budget) * batches * layOut({ lIn, lOut, l1 }).parameterCount;
}
