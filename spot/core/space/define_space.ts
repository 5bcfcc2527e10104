/**
 * A search space as a user writes it: a record of variables, from which the objective's configuration
 * gets its type.
 *
 * @module
 */
import {
  callback,
  choice,
  kind,
  number,
  type OptionTable,
  resolveOptions,
  show,
} from "../options/options.ts";
import {
  checkBounds,
  checkKeys,
  checkLevels,
  checkVariable,
  levelBounds,
} from "./check_variables.ts";
import {
  checkConditions,
  checkPossible,
  type ConditionsSpec,
  resolveConditions,
} from "./conditions.ts";
import {
  type Configuration,
  type Level,
  type LeveledVariable,
  type NumericVariable,
  type Scale,
  scales,
  type Variable,
} from "./variable.ts";

/** A variable without its name; V is the type of its values, undefined among them if it has conditions. */
export type VariableSpec<V extends Level | undefined = Level | undefined> =
  & (Omit<NumericVariable, "name" | "when"> | Omit<LeveledVariable, "name" | "when">)
  & Conditional<ConditionsSpec | undefined>
  & Typed<V>;

/** Carries a type, of a variable's values or of configurations; the property is never set. */
export interface Typed<T> {
  /** Not there at run time; an array, as the type may be undefined. */
  readonly "~type"?: readonly [T];
}

/** What is there under conditions only. */
export interface Conditional<W extends ConditionsSpec | undefined> {
  /**
   * By the names of other variables the levels, or of numbers the bounds, with which this one is there:
   * all must hold. Elsewhere it is absent from the configuration. @default {always there}
   */
  readonly when?: W;
}

/** The values of a variable, undefined among them if it has conditions W. */
export type Values<V, W> = W extends undefined ? V : V | undefined;

/** A method's type, so that a space of some configurations also passes for one of any. */
export interface ConstraintMethod<C extends Configuration> {
  /** Tells whether a configuration may be evaluated. */
  isAllowed(configuration: C): boolean;
}

/** Tells whether a configuration may be evaluated; the same for the same configuration. */
export type SpaceConstraint<C extends Configuration = Configuration> = ConstraintMethod<
  C
>["isAllowed"];

/** Options of {@linkcode defineSpace}. */
export interface SpaceOptions<C extends Configuration> {
  /**
   * Tells whether a configuration may be evaluated: no other one is, in the initial design neither. It
   * is asked in the main thread only, so it may be any function of the configuration alone. A row log
   * does not know it. @default {all may}
   */
  readonly constraint?: SpaceConstraint<C>;
}

/** A search space whose configurations are of type C. */
export interface Space<C extends Configuration = Configuration> extends Typed<C> {
  /** All variables, in the order of X's columns; fixed ones are no columns. */
  readonly variables: readonly Variable[];
  /** Tells whether a configuration may be evaluated, if not all may. */
  readonly constraint?: SpaceConstraint<C>;
}

/** The variables of a space by name. */
export type SpaceSpec = Readonly<Record<string, VariableSpec>>;

/** The type of a space's configurations. */
export type ConfigurationOf<S> = S extends Space<infer C> ? C
  : { readonly [Name in keyof S]: S[Name] extends VariableSpec<infer V> ? V : never };

/** Options of {@linkcode float} and {@linkcode int}. */
export interface NumericOptions<W extends ConditionsSpec | undefined = ConditionsSpec | undefined>
  extends Conditional<W> {
  /** "log" searches by factors: the lower bound must be above 0. @default {"linear"} */
  readonly scale?: Scale;
  /** What a run without tuning would take, for tables. */
  readonly default?: number;
}

/** Options of {@linkcode ordinal} and {@linkcode factor}. */
export interface LevelOptions<
  L extends Level,
  W extends ConditionsSpec | undefined = ConditionsSpec | undefined,
> extends Conditional<W> {
  /** What a run without tuning would take, for tables. */
  readonly default?: L;
}

/** Any number from `lower` to `upper`, for example `float(1e-4, 1e-1, { scale: "log" })`. */
export function float<const W extends ConditionsSpec | undefined = undefined>(
  lower: number,
  upper: number,
  options: NumericOptions<W> = {},
): VariableSpec<Values<number, W>> {
  return numeric("float", [lower, upper], options);
}

/** Any integer from `lower` to `upper`, for example `int(1, 8)`. */
export function int<const W extends ConditionsSpec | undefined = undefined>(
  lower: number,
  upper: number,
  options: NumericOptions<W> = {},
): VariableSpec<Values<number, W>> {
  return numeric("int", [lower, upper], options);
}

/** Levels in an order, neighbours being alike, for example `ordinal([16, 32, 64])`. */
export function ordinal<
  const L extends Level,
  const W extends ConditionsSpec | undefined = undefined,
>(levels: readonly L[], options: LevelOptions<NoInfer<L>, W> = {}): VariableSpec<Values<L, W>> {
  return leveled("ordinal", levels, options);
}

/**
 * Levels without an order, for example `factor(["sgd", "adam"])`, or one that is there with another only,
 * `factor([true, false], { when: { optimizer: "sgd" } })`.
 */
export function factor<
  const L extends Level,
  const W extends ConditionsSpec | undefined = undefined,
>(levels: readonly L[], options: LevelOptions<NoInfer<L>, W> = {}): VariableSpec<Values<L, W>> {
  return leveled("factor", levels, options);
}

/** A value that the objective gets and nobody searches. */
export function fixed<
  const L extends Level,
  const W extends ConditionsSpec | undefined = undefined,
>(value: L, options: Conditional<W> = {}): VariableSpec<Values<L, W>> {
  const { when } = resolveOptions("define a fixed variable", { when: conditions }, options);
  return leveled("factor", [value], { when: when as W });
}

/** What they name is checked with all variables. */
const conditions = {
  kind: kind<ConditionsSpec>(
    "an object with the values of at least one other variable by name",
    (value) =>
      typeof value === "object" && value !== null && !Array.isArray(value) &&
      Object.keys(value).length > 0,
  ),
};

function numeric<W extends ConditionsSpec | undefined>(
  type: "float" | "int",
  [lower, upper]: readonly [number, number],
  options: NumericOptions<W>,
): VariableSpec<Values<number, W>> {
  const action = `define a variable of type '${type}'`;
  const bounds = checkBounds(action, { type, lower, upper, scale: options?.scale });
  const table = {
    scale: { kind: choice(scales), default: "linear" },
    default: { kind: number({ integer: type === "int", min: lower, max: upper }) },
    when: conditions,
  } satisfies OptionTable<NumericOptions>;
  const { scale, ...rest } = resolveOptions(action, table, options);
  return { type, ...bounds, ...(scale === "log" && { scale }), ...rest } as VariableSpec<
    Values<number, W>
  >;
}

function leveled<L extends Level, W extends ConditionsSpec | undefined>(
  type: "ordinal" | "factor",
  levels: readonly L[],
  options: LevelOptions<L, W>,
): VariableSpec<Values<L, W>> {
  const action = `define a variable of type '${type}'`;
  const checked = checkLevels(action, levels);
  const isLevel = (value: unknown) => checked.includes(value as Level);
  const table = {
    default: { kind: kind<L>(`one of its levels, ${show(checked)}`, isLevel, { isType: false }) },
    when: conditions,
  } satisfies OptionTable<LevelOptions<L>>;
  const resolved = resolveOptions(action, table, options);
  return { type, ...levelBounds(checked), ...resolved } as VariableSpec<Values<L, W>>;
}

/**
 * Defines a search space.
 *
 * @param spec The variables by name, in the order of X's columns.
 * @returns The space; `defineObjective` infers the type of its configurations.
 * @throws {TypeError | RangeError} If there is no variable, or a name, a variable or a condition is not
 * usable: unknown names, levels or bounds, cycles, conditions that can never hold together.
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
 *   momentum: float(0, 0.99, { when: { optimizer: "sgd" } }),
 * }, { constraint: ({ layers, batchSize }) => layers * batchSize <= 256 });
 * ```
 */
export function defineSpace<const S extends SpaceSpec>(
  spec: S,
  options: SpaceOptions<ConfigurationOf<S>> = {},
): Space<ConfigurationOf<S>> {
  const action = "define a space";
  if (typeof spec !== "object" || spec === null || Array.isArray(spec)) {
    throw new TypeError(
      `Cannot ${action} as it must be an object of variables by name: current value is ${
        show(spec)
      }`,
    );
  }
  const table = {
    constraint: { kind: callback<SpaceConstraint>("a function of the configuration") },
  } satisfies OptionTable<SpaceOptions<Configuration>>;
  const { constraint } = resolveOptions(action, table, options);
  const names = checkKeys(action, Object.keys(spec));
  if (names.length === 0) {
    throw new RangeError(`Cannot ${action} as it needs at least one variable`);
  }
  const variables = withConditions(names.map((name) => named(action, name, spec[name])), spec);
  checkConditions(action, variables);
  checkPossible(action, variables);
  return Object.freeze({
    variables: Object.freeze(variables),
    ...(constraint && { constraint }),
  });
}

function withConditions(variables: readonly Variable[], spec: SpaceSpec): Variable[] {
  return variables.map((variable) => {
    const { when } = spec[variable.name];
    if (when === undefined) return Object.freeze(variable);
    return Object.freeze({
      ...variable,
      when: resolveConditions(variable.name, when, variables),
    });
  });
}

function named(action: string, name: string, spec: VariableSpec): Variable {
  if (typeof spec === "object" && spec !== null && "type" in spec) {
    const { when: _, ...rest } = spec;
    const variable = { name, ...rest } as Variable;
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
