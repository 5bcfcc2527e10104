/**
 * Hyperparameter tables: which hyperparameters a model has, their types, transforms and ranges.
 *
 * @module
 */
import type { TransformName } from "../core/space/transform.ts";
import type { Variable, VariableType } from "../core/space/variable.ts";

/** A hyperparameter with bounds, in search units (before the transform). */
export interface NumericHyperparameter {
  /** What values it takes. */
  readonly type: Exclude<VariableType, "factor">;
  /** From search units to the model's. */
  readonly transform: TransformName;
  /** The model's own default. */
  readonly default: number;
  /** Lower bound, included. */
  readonly lower: number;
  /** Upper bound, included. */
  readonly upper: number;
  /** What the model can take at all, lowest and highest, included. */
  readonly limits?: readonly [number, number];
}

/** A hyperparameter with named levels. */
export interface FactorHyperparameter {
  /** Named levels without an order. */
  readonly type: "factor";
  /** The model's own default. */
  readonly default: string;
  /** All levels; x holds the index of one. */
  readonly levels: readonly string[];
  /** Levels that exist by name but cannot be used, each with the reason. */
  readonly refused?: Readonly<Record<string, string>>;
}

/** One row of a hyperparameter table. */
export type Hyperparameter = NumericHyperparameter | FactorHyperparameter;

/** The hyperparameters of one model, by name, in the order of X's columns. */
export type HyperparameterTable = Readonly<Record<string, Hyperparameter>>;

/** Tables by model name. */
export type HyperDict = Readonly<Record<string, HyperparameterTable>>;

/** The variables of a table, over their default ranges. */
export function toVariables(table: HyperparameterTable): Variable[] {
  return Object.entries(table).map(([name, entry]) =>
    entry.type === "factor" ? factorVariable(name, entry) : numericVariable(name, entry)
  );
}

function numericVariable(
  name: string,
  { type, transform, default: standard, lower, upper }: NumericHyperparameter,
): Variable {
  return { name, type, transform, default: standard, lower, upper };
}

function factorVariable(name: string, entry: FactorHyperparameter): Variable {
  const levels = entry.levels.filter((level) => !Object.hasOwn(entry.refused ?? {}, level));
  return withLevels({ name, type: "factor", transform: "none", default: entry.default }, levels);
}

/** A factor over the given levels: x holds the index of one of them. */
export function withLevels(
  factor: Pick<Variable, "name" | "type" | "transform" | "default">,
  levels: readonly string[],
): Variable {
  return { ...factor, lower: 0, upper: levels.length - 1, levels };
}
