/**
 * Training: minimises the mean squared error on the training rows, validates after every epoch, stops
 * early when validation no longer improves.
 *
 * @module
 */
import { scalerNames } from "../../data/scaler.ts";
import type { Table } from "../../data/table.ts";
import {
  abortSignal,
  anything,
  boolean,
  callback,
  choice,
  integer,
  kind,
  number,
  type OptionTable,
  resolveOptions,
} from "../core/options/options.ts";
import { checkRowCount, metricNames } from "./metrics.ts";
import { checkConfiguration, type TrainingConfiguration } from "./training_configuration.ts";
import { type PrepareOptions, prepareTrainingData } from "./training_data.ts";
import { runTraining, type RunTrainingOptions, type TrainingResult } from "./training.ts";

/** Options of {@linkcode trainModel}. */
export interface TrainModelOptions extends PrepareOptions, RunTrainingOptions {
  /** The table to learn from. */
  readonly data: Table;
}

/** Options of `trainModel` that testing and cross-validation take, too. */
export type SharedTrainingOptions = Pick<
  TrainModelOptions,
  "seed" | "shuffle" | "scaler" | "scaleTarget" | "metric" | "signal" | "deadline"
>;

const ACTION = "train";

/** Those options. */
export const sharedTable = {
  shuffle: { kind: boolean },
  seed: { kind: integer() },
  scaler: { kind: choice(scalerNames) },
  scaleTarget: { kind: boolean },
  metric: { kind: choice(metricNames) },
  signal: { kind: abortSignal },
  deadline: { kind: number() },
} satisfies OptionTable<SharedTrainingOptions>;

const table = {
  ...sharedTable,
  data: { kind: anything(), isRequired: true },
  trainRows: { kind: anything(), isRequired: true },
  valRows: { kind: anything(), isRequired: true },
  stateDict: { kind: anything() },
  onEpoch: { kind: callback() },
  untilEpoch: { kind: integer(1) },
  checkpoint: { kind: kind("a Uint8Array", (value) => value instanceof Uint8Array) },
  saveCheckpoint: { kind: callback() },
} satisfies OptionTable<TrainModelOptions>;

/**
 * Trains a network.
 *
 * @param configuration The hyperparameters.
 * @param options The data and how to go about it.
 * @returns The validation loss of the last weights, what led there, and the weights.
 * @throws {TypeError | RangeError} If an option breaks its rule; nothing is computed then.
 * @throws The signal's reason, if it is aborted.
 *
 * @example
 * ```ts
 * import { diabetes } from "@spot/spot";
 * import { trainModel } from "@spot/spot/nn";
 *
 * const rows = Array.from({ length: 442 }, (_, row) => row);
 * const { valLoss } = trainModel({
 *   l1: 8,
 *   actFn: "Swish",
 *   optimizer: "Adam",
 *   epochs: 32,
 *   batchSize: 32,
 *   dropoutProb: 0.1,
 *   lrMult: 5,
 *   patience: 4,
 *   initialization: "xavier_normal",
 * }, {
 *   data: await diabetes(),
 *   trainRows: rows.filter((row) => row % 3 !== 0),
 *   valRows: rows.filter((row) => row % 3 === 0),
 *   scaleTarget: true,
 *   seed: 1,
 * });
 * console.log(valLoss);
 * ```
 */
export function trainModel(
  configuration: TrainingConfiguration,
  options: TrainModelOptions,
): TrainingResult {
  checkConfiguration(configuration);
  checkTrainingOptions(options);
  const { data, trainRows, valRows, scaler, scaleTarget, ...rest } = options;
  return runTraining(
    configuration,
    prepareTrainingData(data, { trainRows, valRows, scaler, scaleTarget }),
    rest,
  );
}

/**
 * Checks how to go about a training.
 *
 * @throws {TypeError | RangeError} If an option breaks its rule.
 */
export function checkTrainingOptions(options: TrainModelOptions): void {
  const { metric, valRows } = resolveOptions(ACTION, table, options);
  if (metric !== undefined && Array.isArray(valRows)) checkRowCount(metric, valRows.length);
}
