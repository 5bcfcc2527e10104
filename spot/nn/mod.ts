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
export {
  createOptimizer,
  type CreateOptimizerOptions,
  optimizerNames,
} from "./optimizers/create_optimizer.ts";
export type { Optimizer, OptimizerName } from "./optimizers/optimizer.ts";
export { createPredictor, predict, type TrainedModel } from "./predict.ts";
export {
  type LossAndGradients,
  NNResNetRegressor,
  type NNResNetRegressorOptions,
  type Rows,
  type Targets,
} from "./resnet.ts";
export type { ReadonlyStateDict, StateDict, Tensor } from "./state_dict.ts";
export { testModel, type TestModelOptions, type TestResult } from "./test_model.ts";
export { type SharedTrainingOptions, trainModel, type TrainModelOptions } from "./train_model.ts";
export type { TrainingConfiguration, TunedConfiguration } from "./training_configuration.ts";
export type { PrepareOptions } from "./training_data.ts";
export type {
  EpochReport,
  RunTrainingOptions,
  TrainingResult,
  TrainingStatus,
} from "./training.ts";
export {
  decodeSafetensors,
  encodeSafetensors,
  type EncodeSafetensorsOptions,
  type FloatType,
} from "./weights/safetensors.ts";
export { decodeWeightsJson, encodeWeightsJson } from "./weights/weights_json.ts";
export { loadWeights, saveWeights } from "./weights/weights_file.ts";
export type { TableOf } from "../../data/parse_table.ts";
export type { Scaler, ScalerName } from "../../data/scaler.ts";
export { type Fold, type RowSplit, splitRows, type SplitRowsOptions } from "../../data/split.ts";
export type { MultiTargetTable, SingleTargetTable, Table } from "../../data/table.ts";
