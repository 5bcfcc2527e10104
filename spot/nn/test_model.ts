/** The test of a tuned configuration on rows that tuning has never seen. @module */
import { targetMatrix } from "../../data/matrix.ts";
import { splitRows } from "../../data/split.ts";
import { checkTable, countTargets, type Table } from "../../data/table.ts";
import {
  anything,
  callback,
  number,
  type OptionTable,
  resolveOptions,
  seedNumber,
} from "../core/options/options.ts";
import { checkRowCount, computeMetric, type MetricName } from "./metrics.ts";
import { predict } from "./predict.ts";
import {
  sharedTable,
  type SharedTrainingOptions,
  trainModel,
  type TrainModelOptions,
} from "./train_model.ts";
import type { TrainingResult } from "./training.ts";
import { toTrainingConfiguration, type TunedConfiguration } from "./training_configuration.ts";

/** Options of {@linkcode testModel}; those of the split must be tuning's. */
export interface TestModelOptions extends SharedTrainingOptions {
  /** The table that was tuned on. */
  readonly data: Table;
  /** The share of rows held back. @default {0.4} */
  readonly testSize?: number;
  /** The seed of the split into training, validation and test rows. @default {1234} */
  readonly testSeed?: number;
  /** Called after each epoch. */
  readonly onEpoch?: TrainModelOptions["onEpoch"];
}

/** What a test found; also the trained model, for `predict`. */
export interface TestResult extends TrainingResult {
  /** The metric on the test rows, in the target's units; NaN if training diverged, or had no time. */
  readonly testLoss: number;
  /** Rows learnt from. */
  readonly trainRows: number[];
  /** Rows that decided when to stop. */
  readonly valRows: number[];
  /** Rows held back. */
  readonly testRows: number[];
}

const ACTION = "test the model";
const table = {
  ...sharedTable,
  data: { kind: anything(), isRequired: true },
  testSize: { kind: number({ min: 0, aboveMin: true, max: 1 }) },
  testSeed: { kind: seedNumber },
  onEpoch: { kind: callback() },
} satisfies OptionTable<TestModelOptions>;

/**
 * Trains a configuration as tuning did and computes its loss on the test rows, which neither tuning
 * nor this training has used. The network learns from the training rows alone; the validation rows do
 * not join them, since they decide when training stops, as they did in tuning.
 *
 * @param configuration What was tuned, by the table's names or by those of `trainModel`.
 * @param options The table, and how it is split, scaled and learnt.
 * @returns The loss on the test rows with all that led there.
 * @throws {TypeError | RangeError} If an option breaks its rule; nothing is trained then.
 * @throws The signal's reason, if it is aborted.
 *
 * @example
 * ```ts
 * import { diabetes } from "@spot/spot";
 * import { testModel } from "@spot/spot/nn";
 *
 * const configuration = {
 *   l1: 8,
 *   actFn: "Swish",
 *   optimizer: "Adam",
 *   epochs: 32,
 *   batchSize: 32,
 *   dropoutProb: 0.1,
 *   lrMult: 5,
 *   patience: 4,
 *   initialization: "xavier_normal",
 * } as const;
 * const { testLoss } = testModel(configuration, { data: await diabetes(), scaleTarget: true });
 * ```
 */
export function testModel(
  configuration: TunedConfiguration,
  options: TestModelOptions,
): TestResult {
  const { data, testSize, testSeed, metric = "mean_squared_error", ...rest } = resolveOptions(
    ACTION,
    table,
    options,
  );
  checkTable(data);
  const rows = splitRows(data.features.length, { testSize, seed: testSeed });
  const { trainRows, valRows, testRows } = rows;
  checkRowCount(metric, testRows.length);
  const trained = trainModel(toTrainingConfiguration(configuration), {
    data,
    trainRows,
    valRows,
    metric,
    ...rest,
  });
  const isTrained = Number.isFinite(trained.valLoss);
  const testLoss = isTrained ? lossOn(testRows, data, trained, metric) : NaN;
  return { ...trained, testLoss, ...rows };
}

function lossOn(
  rows: readonly number[],
  data: Table,
  trained: TrainingResult,
  metric: MetricName,
): number {
  const predicted = predict(trained, rows.map((row) => data.features[row]));
  return computeMetric(metric, predicted, targetMatrix(data, rows), { lOut: countTargets(data) });
}
