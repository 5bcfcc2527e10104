/**
 * A search space as a user writes it: a record of variables, from which the objective's configuration
 * gets its type.
 *
 * @module
 */
import {
  choice,
  kind,
  number,
  type OptionTable,
  resolveOptions,
  show,
} from "../options/options.ts";
import {
  checkBounds,
  checkLevels,
  checkNames,
  checkVariable,
  levelBounds,
} from "./check_variables.ts";
import {
  type Configuration,
  type Level,
  type LeveledVariable,
  type NumericVariable,
  type Scale,
  scales,
  type Variable,
} from "./variable.ts";

/** A variable without its name; V is the type of its values. */
export type VariableSpec<V extends Level = Level> =
  & (Omit<NumericVariable, "name"> | Omit<LeveledVariable, "name">)
  & Typed<V>;

/** Carries a type, of a variable's values or of configurations; the property is never set. */
export interface Typed<T> {
  /** Not there at run time. */
  readonly "~type"?: T;
}

/** A search space whose configurations are of type C. */
export interface Space<C extends Configuration = Configuration> extends Typed<C> {
  /** All variables, in the order of X's columns; fixed ones are no columns. */
  readonly variables: readonly Variable[];
}

/** The variables of a space by name. */
export type SpaceSpec = Readonly<Record<string, VariableSpec>>;

/** The type of a space's configurations. */
export type ConfigurationOf<S> = S extends Space<infer C> ? C
  : { readonly [Name in keyof S]: S[Name] extends VariableSpec<infer V> ? V : never };

/** Options of {@linkcode float} and {@linkcode int}. */
export interface NumericOptions {
  /** "log" searches by factors: the lower bound must be above 0. @default {"linear"} */
  readonly scale?: Scale;
  /** What a run without tuning would take, for tables. */
  readonly default?: number;
}

/** Options of {@linkcode ordinal} and {@linkcode factor}. */
export interface LevelOptions<L extends Level> {
  /** What a run without tuning would take, for tables. */
  readonly default?: L;
}

/** Any number from `lower` to `upper`, for example `float(1e-4, 1e-1, { scale: "log" })`. */
export function float(
  lower: number,
  upper: number,
  options: NumericOptions = {},
): VariableSpec<number> {
  return numeric("float", [lower, upper], options);
}

/** Any integer from `lower` to `upper`, for example `int(1, 8)`. */
export function int(
  lower: number,
  upper: number,
  options: NumericOptions = {},
): VariableSpec<number> {
  return numeric("int", [lower, upper], options);
}

/** Levels in an order, neighbours being alike, for example `ordinal([16, 32, 64])`. */
export function ordinal<const L extends Level>(
  levels: readonly L[],
  options: LevelOptions<NoInfer<L>> = {},
): VariableSpec<L> {
  return leveled("ordinal", levels, options);
}

/** Levels without an order, for example `factor(["sgd", "adam"])` or `factor([true, false])`. */
export function factor<const L extends Level>(
  levels: readonly L[],
  options: LevelOptions<NoInfer<L>> = {},
): VariableSpec<L> {
  return leveled("factor", levels, options);
}

/** A value that the objective gets and nobody searches. */
export function fixed<const L extends Level>(value: L): VariableSpec<L> {
  return leveled("factor", [value], {});
}

function numeric(
  type: "float" | "int",
  [lower, upper]: readonly [number, number],
  options: NumericOptions,
): VariableSpec<number> {
  const action = `define a variable of type '${type}'`;
  const bounds = checkBounds(action, { type, lower, upper, scale: options?.scale });
  const table = {
    scale: { kind: choice(scales), default: "linear" },
    default: { kind: number({ integer: type === "int", min: lower, max: upper }) },
  } satisfies OptionTable<NumericOptions>;
  const { scale, ...rest } = resolveOptions(action, table, options);
  return { type, ...bounds, ...(scale === "log" && { scale }), ...rest };
}

function leveled<L extends Level>(
  type: "ordinal" | "factor",
  levels: readonly L[],
  options: LevelOptions<L>,
): VariableSpec<L> {
  const action = `define a variable of type '${type}'`;
  const checked = checkLevels(action, levels);
  const isLevel = (value: unknown) => checked.includes(value as Level);
  const table = {
    default: { kind: kind<L>(`one of its levels, ${show(checked)}`, isLevel, { isType: false }) },
  } satisfies OptionTable<LevelOptions<L>>;
  return { type, ...levelBounds(checked), ...resolveOptions(action, table, options) };
}

/**
 * Defines a search space.
 *
 * @param spec The variables by name, in the order of X's columns.
 * @returns The space; `defineObjective` infers the type of its configurations.
 * @throws {TypeError | RangeError} If there is no variable, or a name or a variable is not usable.
 *
 * @example
 * ```ts
 * import { defineSpace, factor, float, int, ordinal } from "@spot/spot";
 *
 * export const space = defineSpace({
 *   learningRate: float(1e-4, 1e-1, { scale: "log" }),
 *   layers: int(1, 8),
 *   batchSize: ordinal([16, 32, 64]),
 *   optimizer: factor(["sgd", "adam"]),
 * });
 * ```
 */
export function defineSpace<const S extends SpaceSpec>(spec: S): Space<ConfigurationOf<S>> {
  const action = "define a space";
  if (typeof spec !== "object" || spec === null || Array.isArray(spec)) {
    throw new TypeError(
      `Cannot ${action} as it must be an object of variables by name: current value is ${
        show(spec)
      }`,
    );
  }
  const names = checkNames(action, Object.keys(spec));
  if (names.length === 0) {
    throw new RangeError(`Cannot ${action} as it needs at least one variable`);
  }
  return Object.freeze({
    variables: Object.freeze(names.map((name) => Object.freeze(named(action, name, spec[name])))),
  });
}

function named(action: string, name: string, spec: VariableSpec): Variable {
  if (typeof spec === "object" && spec !== null && "type" in spec) {
    const variable = { name, ...spec } as Variable;
    checkVariable(`${action} with variable '${name}'`, variable);
    return variable;
  }
  throw new TypeError(
    `Cannot ${action} as '${name}' must be made by float, int, ordinal, factor or fixed: current value is ${
      show(spec)
    }`,
  );
}

/** Tells a space from anything else. */
export function isSpace(value: unknown): value is Space {
  return typeof value === "object" && value !== null && "variables" in value &&
    Array.isArray(value.variables);
}
