/**
 * A variable of the search space, and the configuration that a design point stands for.
 *
 * @module
 */
import { type TransformName, transforms } from "./transform.ts";

/** `int` and `factor` take integers only; `float` and `num` are continuous. */
export type VariableType = "int" | "float" | "num" | "factor";

/** One variable of the search space. */
export interface Variable {
  /** Unique among the variables. */
  readonly name: string;
  /** What values it takes. */
  readonly type: VariableType;
  /** Lower bound in search units (before the transform), included; a factor's is 0. */
  readonly lower: number;
  /** Upper bound, included; a factor's is the index of its last level. */
  readonly upper: number;
  /** From search units to the objective's. */
  readonly transform: TransformName;
  /** A factor's levels; x holds the index. */
  readonly levels?: readonly string[];
  /** The model's own default, in search units; a factor's level. */
  readonly default?: number | string;
}

/** Values by variable name, after transforms; a factor is the name of its level. */
export type Configuration = Readonly<Record<string, number | string>>;

/** A variable with one possible value is fixed: it is no column of X. */
export function isFixed({ lower, upper }: Variable): boolean {
  return lower === upper;
}

/**
 * Names and transforms a design point.
 *
 * @param variables All variables, fixed ones too.
 * @param x One value per free variable, in search units, in the variables' order.
 * @returns The configuration of all variables.
 */
export function toConfiguration(
  variables: readonly Variable[],
  x: readonly number[],
): Configuration {
  const configuration: Record<string, number | string> = {};
  let column = 0;
  for (const variable of variables) {
    const value = isFixed(variable) ? variable.lower : x[column++];
    configuration[variable.name] = variable.levels
      ? variable.levels[value]
      : transforms[variable.transform](value);
  }
  return configuration;
}
