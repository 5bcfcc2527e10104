/**
 * Hyperparameter tables: which hyperparameters a model has, their types, transforms and ranges.
 *
 * @module
 */
import { levelBounds } from "../core/space/check_variables.ts";
import type { Space } from "../core/space/define_space.ts";
import type { TransformName, Variable } from "../core/space/variable.ts";

/** A hyperparameter with bounds, in search units (before the transform). */
export interface NumericHyperparameter {
  /** What values it takes; "num" is another word for "float". */
  readonly type: "int" | "float" | "num";
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

/** The values that the hyperparameters of a table take, by name. */
export type TableConfiguration<Table extends HyperparameterTable> = {
  readonly [Name in keyof Table]: Table[Name] extends FactorHyperparameter
    ? Exclude<Table[Name]["levels"][number], keyof Table[Name]["refused"]>
    : number;
};

/** The space of a table, over its default ranges. */
export function spaceOf<const Table extends HyperparameterTable>(
  table: Table,
): Space<TableConfiguration<Table>> {
  return { variables: Object.entries(table).map(([name, entry]) => variableOfEntry(name, entry)) };
}

function variableOfEntry(name: string, entry: Hyperparameter): Variable {
  if (entry.type === "factor") {
    const levels = entry.levels.filter((level) => !Object.hasOwn(entry.refused ?? {}, level));
    return { name, type: "factor", default: entry.default, ...levelBounds(levels) };
  }
  const { transform, default: standard, lower, upper } = entry;
  const type = entry.type === "num" ? "float" : entry.type;
  return { name, type, transform, default: standard, lower, upper };
}
