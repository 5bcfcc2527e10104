/**
 * A variable of the search space.
 *
 * Notation: x holds one number per free variable, in search units: the value itself of a float or an
 * int (before its transform), the index of the level of an ordinal or a factor.
 *
 * @module
 */
import { pow } from "../exact/pow.ts";

/** A level of a factor: a name, a number, or true and false. */
export type Level = string | number | boolean;

/** The scales of numeric variables. */
export const scales: readonly Scale[] = ["linear", "log"];

/** How a numeric variable is searched: a step of the same length, or by the same factor, counts alike. */
export type Scale = "linear" | "log";

/**
 * The values of other variables, by name, with which a variable is there: some of their levels, or of a
 * number a lower and an upper bound in search units.
 */
export type Conditions = Readonly<Record<string, readonly Level[]>>;

/** What all variables have. */
export interface NamedVariable {
  /** Unique among the variables. */
  readonly name: string;
  /** All of them must hold, or the variable is absent from the configuration. @default {always there} */
  readonly when?: Conditions;
  /** Lower bound in search units, included; of levels 0. */
  readonly lower: number;
  /** Upper bound in search units, included; of levels the index of the last one. */
  readonly upper: number;
}

/** A number between two bounds. */
export interface NumericVariable extends NamedVariable {
  /** Any number, or integers only. */
  readonly type: "float" | "int";
  /** A log scale needs a lower bound above 0. @default {"linear"} */
  readonly scale?: Scale;
  /** From search units to the objective's. @default {"none"} */
  readonly transform?: TransformName;
  /** The default that tables show, in search units. */
  readonly default?: number;
  /** Only of levels. */
  readonly levels?: undefined;
}

/** One of several levels. */
export interface LeveledVariable extends NamedVariable {
  /** Levels in an order, neighbours being alike; or all equally far apart. */
  readonly type: "ordinal" | "factor";
  /** The levels, all different; x holds the index of one. */
  readonly levels: readonly Level[];
  /** The default that tables show: a level. */
  readonly default?: Level;
  /** Only of numbers. */
  readonly scale?: undefined;
  /** Levels are what they are. */
  readonly transform?: "none";
}

/** One variable of the search space; fixed where its bounds are equal. */
export type Variable = NumericVariable | LeveledVariable;

/** The types of variables. */
export const variableTypes = ["float", "int", "ordinal", "factor"] as const satisfies (
  Variable["type"]
)[];

/** The type of a variable. */
export type VariableType = Variable["type"];

/** Values by variable name, as the objective takes them; inactive variables are absent. */
export type Configuration = Readonly<Record<string, Level | undefined>>;

/** A variable with one possible value is fixed: it is no column of X. */
export function isFixed({ lower, upper }: Variable): boolean {
  return lower === upper;
}

/** The value of a variable at x, as the objective takes it. */
export function valueOf(variable: Variable, x: number): Level {
  return variable.levels ? variable.levels[x] : transforms[variable.transform ?? "none"](x);
}

/** The name of a transform. */
export type TransformName =
  | "none"
  | "power_2"
  | "power_2_int"
  | "power_10"
  | "power_10_int"
  | "multby2_int";

/** Every transform: search units in, the objective's units out. */
export const transforms = {
  none: (value: number): number => value,
  power_2: (value: number): number => pow(2, value),
  power_2_int: (value: number): number => Math.trunc(pow(2, value)),
  power_10: (value: number): number => pow(10, value),
  power_10_int: (value: number): number => Math.trunc(pow(10, value)),
  multby2_int: (value: number): number => Math.trunc(2 * value),
} as const satisfies Record<TransformName, (value: number) => number>;

/** The names of all transforms. */
export const transformNames = Object.keys(transforms) as TransformName[];
