/**
 * Training: minimises the mean squared error on the training rows, validates after every epoch, stops
 * early when validation no longer improves.
 *
 * @module
 */
import type { Table } from "../../data/table.ts";
import {
  checkBoolean,
  checkChoice,
  checkNumber,
  checkOptionNames,
  show,
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

const ACTION = "train";
const OPTION_NAMES = [
  "data",
  "trainRows",
  "valRows",
  "shuffle",
  "stateDict",
  "seed",
  "scaler",
  "scaleTarget",
  "metric",
  "signal",
  "deadline",
  "onEpoch",
];

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
 * ```ts no-eval
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
  checkOptionNames(ACTION, options, OPTION_NAMES);
  const { shuffle, seed, scaleTarget, metric, deadline, valRows, signal, onEpoch } = options;
  if (shuffle !== undefined) checkBoolean(ACTION, "shuffle", shuffle);
  if (scaleTarget !== undefined) checkBoolean(ACTION, "scaleTarget", scaleTarget);
  if (seed !== undefined) checkNumber(ACTION, "seed", seed, { integer: true });
  if (deadline !== undefined) checkNumber(ACTION, "deadline", deadline);
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(
      `Cannot ${ACTION} as 'signal' must be an AbortSignal: current value is ${show(signal)}`,
    );
  }
  if (onEpoch !== undefined && typeof onEpoch !== "function") {
    throw new TypeError(
      `Cannot ${ACTION} as 'onEpoch' must be a function: current value is ${show(onEpoch)}`,
    );
  }
  if (metric === undefined) return;
  checkChoice(ACTION, "metric", metric, metricNames);
  if (Array.isArray(valRows)) checkRowCount(metric, valRows.length);
}
