/**
 * What search spaces are made of: variables, tables of hyperparameters, and the types by which a
 * configuration is inferred from its space. Scripts need no more than the main entry point has.
 *
 * @module
 */
export type { ConfigurationOfOptions } from "../control/fun_control.ts";
export type { ConditionsSpec } from "../core/space/conditions.ts";
export type {
  Conditional,
  ConstraintMethod,
  LevelOptions,
  NumericOptions,
  SpaceConstraint,
  SpaceOptions,
  SpaceSpec,
  Typed,
  Values,
  VariableSpec,
} from "../core/space/define_space.ts";
export type { Narrowed, Restricted, Restriction, Restrictions } from "../core/space/restrict.ts";
export type { SearchSpace } from "../core/space/search_space.ts";
export { type TransformName, transforms } from "../core/space/variable.ts";
export type {
  Conditions,
  Configuration,
  Level,
  LeveledVariable,
  NamedVariable,
  NumericVariable,
  Scale,
  Variable,
  VariableType,
} from "../core/space/variable.ts";
export {
  type FactorHyperparameter,
  type HyperDict,
  type Hyperparameter,
  type HyperparameterTable,
  type NumericHyperparameter,
  spaceOf,
  type TableConfiguration,
} from "./hyperparameter_table.ts";
export type { HasVariables } from "./set_hyperparameter.ts";
export type { BoundsOptions } from "./variables_from_bounds.ts";
