/**
 * The ResNet by itself: a network with PyTorch's names and numbers, its optimizers, training,
 * metrics, weights in files, and what a tuned configuration is worth on data held back.
 *
 * @module
 */
export { type ActivationName, activationNames } from "./activations.ts";
export {
  crossValidateModel,
  type CrossValidateModelOptions,
  type CrossValidation,
  type FoldResult,
} from "./cross_validate_model.ts";
export { type InitializationName, initializationNames } from "./initialization.ts";
export {
  computeMetric,
  type ComputeMetricOptions,
  type MetricName,
  metricNames,
} from "./metrics.ts";
export * from "./optimizers/mod.ts";
export { predict, type TrainedModel } from "./predict.ts";
export {
  type LossAndGradients,
  NNResNetRegressor,
  type NNResNetRegressorOptions,
  type Rows,
  type Targets,
} from "./resnet.ts";
export type { ReadonlyStateDict, StateDict, Tensor } from "./state_dict.ts";
export {
  type SharedTrainingOptions,
  testModel,
  type TestModelOptions,
  type TestResult,
} from "./test_model.ts";
export { trainModel, type TrainModelOptions } from "./train_model.ts";
export type { TrainingConfiguration } from "./training_configuration.ts";
export type { EpochReport, TrainingResult, TrainingStatus } from "./training.ts";
export type { TunedConfiguration } from "./tuned_configuration.ts";
export * from "./weights/mod.ts";
export type { TableOf } from "../../data/parse_table.ts";
export type { Scaler, ScalerName } from "../../data/scaler.ts";
export { type Fold, type RowSplit, splitRows, type SplitRowsOptions } from "../../data/split.ts";
export type { MultiTargetTable, SingleTargetTable, Table } from "../../data/table.ts";
