/** Checks of variables: bounds, levels, names. @module */
import { transforms } from "./transform.ts";
import { isFixed, type Level, type Scale, type Variable, type VariableType } from "./variable.ts";
import { type NumberRule, obeysRule, ruleText } from "../options/number_rule.ts";
import { checkChoice, show } from "../options/options.ts";

/** The types that a variable can have. */
const variableTypes = [
  "float",
  "int",
  "ordinal",
  "factor",
] as const satisfies VariableType[];

const EXACT_INTEGER: NumberRule = {
  integer: true,
  min: -Number.MAX_SAFE_INTEGER,
  max: Number.MAX_SAFE_INTEGER,
};

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
  for (const [name, bound] of [["lower", lower], ["upper", upper]] as const) {
    const why = `Cannot ${action} as the ${name} bound must be a finite number: current value is ${
      show(bound)
    }`;
    if (typeof bound !== "number") throw new TypeError(why);
    if (!Number.isFinite(bound)) throw new RangeError(why);
    if (type !== "float" && !obeysRule(bound, EXACT_INTEGER)) {
      throw new RangeError(
        `Cannot ${action} as the ${name} bound of type '${type}' must be ${
          ruleText(EXACT_INTEGER)
        }: current value is ${bound}`,
      );
    }
  }
  const bounds = { lower: lower as number, upper: upper as number };
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

/** Checks one variable, however it was made. */
export function checkVariable(where: string, variable: Variable): void {
  checkChoice(where, "type", variable.type, variableTypes);
  checkChoice(where, "scale", variable.scale ?? "linear", ["linear", "log"]);
  const bounds = checkBounds(where, variable);
  if (variable.type === "float" || variable.type === "int") {
    checkChoice(where, "transform", variable.transform ?? "none", Object.keys(transforms));
    return;
  }
  const { upper } = levelBounds(checkLevels(where, variable.levels));
  if (bounds.lower === 0 && bounds.upper === upper) return;
  throw new RangeError(
    `Cannot ${where} as ${
      upper + 1
    } levels have the bounds 0 and ${upper}: current value is [${bounds.lower}, ${bounds.upper}]`,
  );
}

/** Checks whole variables, as they stand when a run begins. */
export function checkVariables(action: string, variables: readonly Variable[]): void {
  checkNames(action, variables.map(({ name }) => name));
  for (const variable of variables) {
    const where = `${action} with variable '${variable.name}'`;
    checkVariable(where, variable);
  }
  if (variables.every(isFixed)) {
    throw new RangeError(`Cannot ${action} as every variable is fixed: nothing is left to search`);
  }
}
