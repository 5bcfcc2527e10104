import type { Variable } from "../core/space/variable.ts";
import { show, suggestion } from "../core/options/options.ts";
import { checkBounds, checkLevels } from "../core/space/check_variables.ts";
import {
  type Hyperparameter,
  type HyperparameterTable,
  withLevels,
} from "./hyperparameter_table.ts";

/** What {@linkcode setHyperparameter} changes: the variables of a run's controls. */
export interface HasVariables {
  /** All variables, in the order of X's columns. */
  variables: Variable[];
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
 * @throws {RangeError} If the name, a level or a bound does not fit the hyperparameter.
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
export function setHyperparameter(
  funControl: HasVariables,
  name: string,
  values: readonly number[] | readonly string[],
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
    throw new RangeError(`Cannot ${action} as it does not exist: ${suggestion(name, names)}`);
  }
  if (!Array.isArray(values)) {
    throw new TypeError(
      `Cannot ${action} as its values must be an array: current value is ${show(values)}`,
    );
  }
  const variable = funControl.variables[index];
  funControl.variables[index] = variable.levels
    ? restrictLevels(action, variable, values, funControl.hyperparameterTable)
    : restrictBounds(action, variable, {
      values,
      limits: limitsOf(funControl.hyperparameterTable?.[name]),
    });
}

function limitsOf(entry: Hyperparameter | undefined): Limits {
  return entry && entry.type !== "factor"
    ? entry.limits ?? [-Infinity, Infinity]
    : [-Infinity, Infinity];
}

type Limits = readonly [number, number];

function restrictBounds(
  action: string,
  variable: Variable,
  { values, limits: [least, most] }: { values: readonly unknown[]; limits: Limits },
): Variable {
  if (values.length !== 1 && values.length !== 2) {
    throw new RangeError(
      `Cannot ${action} as it needs one value or a lower and an upper bound: current value is ${
        show(values)
      }`,
    );
  }
  const [lower, upper = lower] = values;
  const bounds = checkBounds(action, { type: variable.type, lower, upper });
  if (bounds.lower >= least && bounds.upper <= most) return { ...variable, ...bounds };
  throw new RangeError(
    `Cannot ${action} as its bounds must lie from ${least} to ${most} (before the transform '${variable.transform}'): current value is [${bounds.lower}, ${bounds.upper}]`,
  );
}

function restrictLevels(
  action: string,
  variable: Variable,
  values: readonly unknown[],
  table: HyperparameterTable | undefined,
): Variable {
  const levels = checkLevels(action, values);
  const entry = table?.[variable.name];
  const known = entry?.type === "factor" ? entry.levels : variable.levels ?? [];
  const refused = entry?.type === "factor" ? entry.refused ?? {} : {};
  for (const level of levels) {
    if (Object.hasOwn(refused, level)) {
      throw new RangeError(
        `Cannot ${action} as level '${level}' cannot be used: ${refused[level]}`,
      );
    }
    if (!known.includes(level)) {
      throw new RangeError(
        `Cannot ${action} as level '${level}' does not exist: ${suggestion(level, known)}`,
      );
    }
  }
  return withLevels(variable, levels);
}
