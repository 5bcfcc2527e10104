/**
 * Training: minimises the mean squared error on the training rows, validates after every epoch, stops
 * early when validation no longer improves.
 *
 * @module
 */
import type { ScalerName } from "../../data/scaler.ts";
import type { Table } from "../../data/table.ts";
import {
  checkBoolean,
  checkChoice,
  checkNumber,
  checkOptionNames,
  show,
} from "../core/options/options.ts";
import { checkRowCount, type MetricName, metricNames } from "./metrics.ts";
import type { ReadonlyStateDict } from "./state_dict.ts";
import { checkConfiguration, type TrainingConfiguration } from "./training_configuration.ts";
import { prepareTrainingData } from "./training_data.ts";
import { type EpochReport, runTraining, type TrainingResult } from "./training.ts";

/** Options of {@linkcode trainModel}. */
export interface TrainModelOptions {
  /** The table to learn from. */
  readonly data: Table;
  /** Row numbers to learn from, at least two, in the order of the first epoch if not shuffled. */
  readonly trainRows: readonly number[];
  /** Row numbers to validate on. */
  readonly valRows: readonly number[];
  /** Whether each epoch takes the rows in a new random order. @default {true} */
  readonly shuffle?: boolean;
  /** Weights to start from instead of the initialisation's. */
  readonly stateDict?: ReadonlyStateDict;
  /** Seeds weights, order and dropout. @default {0} */
  readonly seed?: number;
  /** Scaling of the features, fitted on the training rows. @default {"none"} */
  readonly scaler?: ScalerName;
  /** Whether to learn the standardised target; losses stay in its units. @default {false} */
  readonly scaleTarget?: boolean;
  /** What validation computes, to be minimised. @default {"mean_squared_error"} */
  readonly metric?: MetricName;
  /**
   * Checked before each epoch: training throws its reason. Nothing else runs in this thread
   * meanwhile, so that only `onEpoch` can abort it; in place of a timer there is `deadline`.
   */
  readonly signal?: AbortSignal;
  /** A time on the clock of `Date.now()`: no epoch starts after it. @default {Infinity} */
  readonly deadline?: number;
  /** Called after each epoch. */
  readonly onEpoch?: (report: EpochReport) => void;
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
