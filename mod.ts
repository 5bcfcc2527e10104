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
export type { Table } from "./data/table.ts";
export { tableFromCsv, type TableFromCsvOptions } from "./data/table_from_csv.ts";
export { concurrent, type NoOptions, sequential } from "./backends/in_thread.ts";
export { makeParallel } from "./backends/make_parallel.ts";
export { BackendError, type Method } from "./backends/method.ts";
export type { PoolMethodOptions } from "./backends/method_options.ts";
export type { MethodName, ParallelOptions } from "./backends/parallel_options.ts";
export { subprocess, type SubprocessOptions } from "./backends/subprocess/subprocess.ts";
export { worker, type WorkerOptions } from "./backends/worker/worker.ts";
export type { BatchObjective, PresentMachine } from "./spot/core/objective/evaluation.ts";
export { EvaluationError } from "./spot/core/objective/evaluation_error.ts";
export type { Direction } from "./spot/core/objective/problem.ts";
export {
  type ConstrainedValue,
  defineObjective,
  type DefineObjectiveOptions,
  type Objective,
  type ObjectiveContext,
  type ObjectiveFunction,
  type ObjectiveValue,
} from "./spot/core/objective/objective.ts";
export {
  type ConfigurationOf,
  defineSpace,
  factor,
  fixed,
  float,
  int,
  ordinal,
  type Space,
  type SpaceOptions,
} from "./spot/core/space/define_space.ts";
export { restrict } from "./spot/core/space/restrict.ts";
export type { Configuration } from "./spot/core/space/variable.ts";
export { type CommandObjective, commandObjective } from "./spot/command/command_objective.ts";
export type { CommandObjectiveOptions } from "./spot/command/command_options.ts";
export {
  type FunControl,
  funControlInit,
  type FunControlOptions,
} from "./spot/control/fun_control.ts";
export type { GoalControl, GoalOptions, NamedObjective } from "./spot/control/goal_options.ts";
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
} from "./spot/fun/analytical_functions.ts";
export { HyperLight } from "./spot/fun/hyper_light.ts";
export type { FidelityControl, FidelityOptions } from "./spot/fidelity/fidelity_control.ts";
export { tunedConfiguration } from "./spot/incumbent.ts";
export type {
  InfillContext,
  InfillCriterion,
  InfillCriterionName,
} from "./spot/infill/criteria.ts";
export type {
  PruningControl,
  PruningName,
  PruningOptions,
} from "./spot/pruning/pruning_control.ts";
export type { RowRecord, RunRecord } from "./spot/record.ts";
export type { Progress } from "./spot/run/progress.ts";
export type { RunConfiguration, SameSpace, SpotOptions } from "./spot/run/spot_options.ts";
export * from "./spot/search/optimizer_control.ts";
export { LightHyperDict } from "./spot/space/light_hyper_dict.ts";
export { spaceFromJson, type SpaceFromJsonOptions } from "./spot/space/space_from_json.ts";
export { setHyperparameter } from "./spot/space/set_hyperparameter.ts";
export { type AskedPoint, Spot } from "./spot/spot.ts";
export type { RunOptions } from "./spot/run/run_options.ts";
export * from "./spot/surrogate/surrogate_control.ts";
