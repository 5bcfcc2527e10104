/**
 * Spot tunes the hyperparameters of expensive functions, evaluates many configurations at the same
 * time, and gives the same bits whichever way they ran.
 *
 * @example
 * ```ts
 * import { funControlInit, Spot } from "@spot/spot";
 *
 * const spot = new Spot({
 *   fun: ([a, b]) => (a - 1) * (a - 1) + b * b,
 *   funControl: funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 20, seed: 1 }),
 * });
 * await spot.run();
 * console.log(spot.minX, spot.minY);
 * ```
 *
 * @module
 */
export { diabetes, type DiabetesOptions } from "./data/diabetes.ts";
export type { TableOf } from "./data/parse_table.ts";
export type { ScalerName } from "./data/scaler.ts";
export { type RowSplit, splitRows, type SplitRowsOptions } from "./data/split.ts";
export type { MultiTargetTable, SingleTargetTable, Table } from "./data/table.ts";
export { tableFromCsv, type TableFromCsvOptions } from "./data/table_from_csv.ts";
export * from "./backends/in_thread.ts";
export * from "./backends/method.ts";
export type { PoolMethodOptions } from "./backends/method_options.ts";
export { subprocess, type SubprocessOptions } from "./backends/subprocess/subprocess.ts";
export { worker, type WorkerOptions } from "./backends/worker/worker.ts";
export { makeParallel } from "./backends/make_parallel.ts";
export type { MethodName, ParallelOptions } from "./backends/parallel_options.ts";
export * from "./spot/core/objective/evaluation.ts";
export { evaluateRow, type EvaluateRowOptions } from "./spot/core/objective/evaluate_row.ts";
export { EvaluationError } from "./spot/core/objective/evaluation_error.ts";
export * from "./spot/core/objective/objective.ts";
export type { Problem } from "./spot/core/objective/problem.ts";
export { type TransformName, transforms } from "./spot/core/space/transform.ts";
export * from "./spot/core/space/define_space.ts";
export {
  type Narrowed,
  restrict,
  type Restricted,
  type Restriction,
  type Restrictions,
} from "./spot/core/space/restrict.ts";
export type * from "./spot/core/space/variable.ts";
export { type CommandObjective, commandObjective } from "./spot/command/command_objective.ts";
export type { CommandObjectiveOptions } from "./spot/command/command_options.ts";
export * from "./spot/control/fun_control.ts";
export type {
  LoopControl,
  LoopOptions,
  OptionalLoopOption,
  Scalarisation,
} from "./spot/control/loop_options.ts";
export type { ModelOptions } from "./spot/control/model_options.ts";
export * from "./spot/design/design_control.ts";
export {
  type AnalyticalFunction,
  type AnalyticalFunctionName,
  analyticalFunctions,
} from "./spot/fun/analytical/mod.ts";
export { HyperLight } from "./spot/fun/hyper_light.ts";
export type {
  InfillContext,
  InfillCriterion,
  InfillCriterionName,
} from "./spot/infill/criteria.ts";
export { type PointStatistics, pointStatistics } from "./spot/noise/points.ts";
export type { Random } from "./spot/core/random/stream.ts";
export * from "./spot/record.ts";
export { tunedConfiguration } from "./spot/incumbent.ts";
export {
  fitRecord,
  type FitRecordOptions,
  type Importance,
  importanceOf,
} from "./spot/report/importance.ts";
export * from "./spot/report/parallel_report.ts";
export * from "./spot/report/record_json.ts";
export * from "./spot/report/results_table.ts";
export * from "./spot/report/simulate_scaling.ts";
export type { Progress } from "./spot/run/progress.ts";
export * from "./spot/search/optimizer_control.ts";
export * from "./spot/space/hyperparameter_table.ts";
export { LightHyperDict } from "./spot/space/light_hyper_dict.ts";
export { spaceFromJson, type SpaceFromJsonOptions } from "./spot/space/space_from_json.ts";
export { type HasVariables, setHyperparameter } from "./spot/space/set_hyperparameter.ts";
export type { SearchSpace } from "./spot/core/space/search_space.ts";
export type { BoundsOptions } from "./spot/space/variables_from_bounds.ts";
export { type AskedPoint, type RunOptions, Spot } from "./spot/spot.ts";
export type { SpotOptions } from "./spot/run/spot_options.ts";
export { FittedKriging, type KrigingParameters } from "./spot/surrogate/fitted_kriging.ts";
export type { KernelName } from "./spot/surrogate/kernels.ts";
export { Kriging } from "./spot/surrogate/kriging.ts";
export type {
  KrigingMethod,
  KrigingOptions,
  ResolvedKrigingOptions,
} from "./spot/surrogate/kriging_options.ts";
export * from "./spot/surrogate/surrogate.ts";
export * from "./spot/surrogate/surrogate_control.ts";
