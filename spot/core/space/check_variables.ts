/** Checks of single variables: bounds, levels, names. @module */
import { checkValue, choice, number, resolveKnown, show } from "../options/options.ts";
import {
  type Level,
  type Scale,
  scales,
  transformNames,
  type Variable,
  type VariableType,
  variableTypes,
} from "./variable.ts";

const finite = number({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE });
const exactInteger = number({
  integer: true,
  min: -Number.MAX_SAFE_INTEGER,
  max: Number.MAX_SAFE_INTEGER,
});

interface Bounds {
  readonly type: VariableType;
  readonly lower: unknown;
  readonly upper: unknown;
  readonly scale?: Scale;
}

/**
 * Checks a pair of bounds: finite numbers in order, integers where the type asks for them.
 *
 * @throws {TypeError} If a bound is no number.
 * @throws {RangeError} If it breaks another rule.
 */
export function checkBounds(
  action: string,
  { type, lower, upper, scale }: Bounds,
): { lower: number; upper: number } {
  const kind = type === "float" ? finite : exactInteger;
  const bounds = {
    lower: checkValue(action, "lower", lower, kind),
    upper: checkValue(action, "upper", upper, kind),
  };
  if (scale === "log" && bounds.lower <= 0) {
    throw new RangeError(
      `Cannot ${action} as the lower bound on a log scale must be above 0: current value is ${bounds.lower}`,
    );
  }
  if (bounds.lower <= bounds.upper && Number.isFinite(bounds.upper - bounds.lower)) return bounds;
  throw new RangeError(
    `Cannot ${action} as the lower bound must not exceed the upper one and their distance must be finite: current value is [${bounds.lower}, ${bounds.upper}]`,
  );
}

/** Checks levels: at least one; non-empty strings, finite numbers, or booleans; all different. */
export function checkLevels(action: string, levels: unknown): Level[] {
  if (!Array.isArray(levels) || levels.length === 0) {
    throw new RangeError(
      `Cannot ${action} as it needs at least one level: current value is ${show(levels)}`,
    );
  }
  for (let i = 0; i < levels.length; i++) {
    if (!isLevel(levels[i])) {
      throw new TypeError(
        `Cannot ${action} as levels must be non-empty strings, finite numbers, or true and false: level ${i} is ${
          show(levels[i])
        }`,
      );
    }
    if (levels.indexOf(levels[i]) !== i) {
      throw new RangeError(`Cannot ${action} as level ${show(levels[i])} is repeated`);
    }
  }
  // JSON knows one zero.
  return levels.map((level) => level === 0 ? 0 : level);
}

function isLevel(value: unknown): value is Level {
  if (typeof value === "string") return value !== "";
  return typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
}

/** The levels of a variable with its bounds in search units: the indices of the first and the last. */
export function levelBounds<L extends Level>(levels: readonly L[]) {
  return { lower: 0, upper: levels.length - 1, levels };
}

/** Checks the names of all variables: non-empty, all different, none that names an object's prototype. */
export function checkNames(action: string, names: readonly unknown[]): string[] {
  return names.map((name, i) => {
    if (typeof name !== "string" || name === "" || name === "__proto__") {
      throw new RangeError(
        `Cannot ${action} as a variable's name must be a non-empty string other than '__proto__': name ${i} is ${
          show(name)
        }`,
      );
    }
    if (names.indexOf(name) !== i) {
      throw new RangeError(`Cannot ${action} as the name '${name}' is repeated`);
    }
    return name;
  });
}

/**
 * Checks the names of variables that are the keys of an object.
 *
 * @throws {RangeError} If a name is an integer: an object has such keys in front, in their own order.
 */
export function checkKeys(action: string, names: readonly string[]): string[] {
  const integer = names.find((name) => /^(0|[1-9]\d*)$/.test(name));
  if (integer === undefined) return checkNames(action, names);
  throw new RangeError(
    `Cannot ${action} as a variable's name must not be an integer, which an object would put in front of the others: current value is '${integer}'`,
  );
}

/** Of levels the names in it have no meaning, but must not be others. */
const variableTable = {
  type: { kind: choice(variableTypes), isRequired: true },
  scale: { kind: choice(scales) },
  transform: { kind: choice(transformNames) },
} as const;

/** Checks one variable, however it was made. */
export function checkVariable(where: string, variable: Variable): void {
  resolveKnown(where, variableTable, variable);
  const bounds = checkBounds(where, variable);
  if (variable.type === "float" || variable.type === "int") return;
  checkLevelBounds(where, bounds, checkLevels(where, variable.levels));
}

/**
 * Checks that the bounds of levels are the indices of the first and the last.
 *
 * @returns The bounds with the levels.
 */
export function checkLevelBounds<L extends Level>(
  where: string,
  { lower, upper }: { readonly lower: number; readonly upper: number },
  levels: readonly L[],
) {
  const bounds = levelBounds(levels);
  if (lower === bounds.lower && upper === bounds.upper) return bounds;
  throw new RangeError(
    `Cannot ${where} as ${levels.length} levels have the bounds 0 and ${bounds.upper}: current value is [${lower}, ${upper}]`,
  );
}
