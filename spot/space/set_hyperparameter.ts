import type { Space, Typed } from "../core/space/define_space.ts";
import type { Configuration, Level, Variable } from "../core/space/variable.ts";
import { show, suggestion } from "../core/options/options.ts";
import { withBounds, withSomeLevels } from "../core/space/narrow.ts";
import type { Hyperparameter, HyperparameterTable } from "./hyperparameter_table.ts";

/** What {@linkcode setHyperparameter} changes: the variables of a run's controls. */
export interface HasVariables<C extends Configuration = Configuration> extends Typed<C> {
  /** All variables, in the order of X's columns. */
  variables: Variable[];
  /** The space that the variables come from, where it was given: they stay within it. */
  readonly space?: Space<C>;
  /** The model's table, where the variables come from one. */
  readonly hyperparameterTable?: HyperparameterTable;
}

/**
 * Sets the range of one hyperparameter, in place.
 *
 * @param funControl The controls, as `funControlInit` made them.
 * @param name The hyperparameter.
 * @param values Lower and upper bound in search units (before the transform), or a factor's
 * levels by name. One value, or two equal bounds, fix the hyperparameter: it leaves the search.
 * @throws {RangeError} If the name, a level or a bound does not fit the hyperparameter, or lies
 * outside the space that `funControlInit` was given.
 * @throws {TypeError} If `values` is no array of numbers, or of strings for a factor.
 *
 * @example
 * ```ts
 * import { funControlInit, LightHyperDict, setHyperparameter } from "@spot/spot";
 *
 * const funControl = funControlInit({
 *   coreModelName: "NNResNetRegressor",
 *   hyperDict: LightHyperDict,
 * });
 * setHyperparameter(funControl, "l1", [2, 5]);
 * setHyperparameter(funControl, "optimizer", ["Adam", "Adamax"]);
 * ```
 */
export function setHyperparameter<C extends Configuration, Name extends keyof C & string>(
  funControl: HasVariables<C>,
  name: Name,
  values: readonly Exclude<C[Name], undefined>[],
): void {
  if (typeof name !== "string") {
    throw new TypeError(
      `Cannot set a hyperparameter as its name must be a string: current value is ${show(name)}`,
    );
  }
  const action = `set hyperparameter '${name}'`;
  const index = funControl.variables.findIndex((variable) => variable.name === name);
  if (index < 0) {
    const names = funControl.variables.map((variable) => variable.name);
    const why = names.length > 0
      ? `it does not exist: ${suggestion(name, names)}`
      : "the controls name no space: narrow the objective's own by restrict()";
    throw new RangeError(`Cannot ${action} as ${why}`);
  }
  if (!Array.isArray(values)) {
    throw new TypeError(
      `Cannot ${action} as its values must be an array: current value is ${show(values)}`,
    );
  }
  const variable = funControl.variables[index];
  const entry = funControl.hyperparameterTable?.[name];
  const own = funControl.space?.variables.find((variable) => variable.name === name);
  const narrowed = variable.levels
    ? withSomeLevels(action, variable, usable(action, values, entry), ownLevels(entry, own))
    : withBounds(action, variable, values, limitsOf(entry, own));
  funControl.variables = funControl.variables.with(index, narrowed);
}

/** Bounds given as arrays have no limits. */
function limitsOf(
  entry: Hyperparameter | undefined,
  own: Variable | undefined,
): readonly [number, number] {
  if (own) return [own.lower, own.upper];
  return (entry?.type === "factor" ? undefined : entry?.limits) ?? [-Infinity, Infinity];
}

/** A factor may have levels again that it lost before. */
function ownLevels(
  entry: Hyperparameter | undefined,
  own: Variable | undefined,
): readonly Level[] | undefined {
  return own?.levels ?? (entry?.type === "factor" ? entry.levels : undefined);
}

function usable(action: string, levels: readonly unknown[], entry: Hyperparameter | undefined) {
  const { refused = {} } = entry?.type === "factor" ? entry : {};
  for (const level of levels) {
    if (typeof level !== "string" || !Object.hasOwn(refused, level)) continue;
    throw new RangeError(`Cannot ${action} as level '${level}' cannot be used: ${refused[level]}`);
  }
  return levels;
}
