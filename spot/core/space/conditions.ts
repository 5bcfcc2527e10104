/**
 * Conditions of variables on others, checked and brought together.
 *
 * A variable is active where all of its conditions hold and all variables that they name are active:
 * where all conditions of its ancestors hold, too.
 *
 * @module
 */
import { show, suggestion } from "../options/options.ts";
import { withBounds, withSomeLevels } from "./narrow.ts";
import { type Conditions, isFixed, type Level, type Variable } from "./variable.ts";

/**
 * Conditions as a user writes them: by the names of other variables one of their levels, several levels,
 * or of a number two bounds or one value.
 */
export type ConditionsSpec = Readonly<Record<string, Level | readonly Level[]>>;

/**
 * Resolves the conditions of one variable.
 *
 * @param variables All variables, without conditions.
 * @throws {TypeError | RangeError} If a name, a level or a bound does not exist.
 */
export function resolveConditions(
  name: string,
  when: ConditionsSpec,
  variables: readonly Variable[],
): Conditions {
  const action = `define the conditions of '${name}'`;
  return Object.freeze(Object.fromEntries(
    Object.entries(when).map(([parent, values]) => {
      if (parent === name) {
        throw new RangeError(`Cannot ${action} as it must depend on others: current is '${name}'`);
      }
      const allowed = allowedValues(action, parentOf(action, parent, variables), values);
      return [parent, Object.freeze(allowed)];
    }),
  ));
}

function parentOf(action: string, name: string, variables: readonly Variable[]): Variable {
  const parent = variables.find((variable) => variable.name === name);
  if (parent) return parent;
  throw new RangeError(
    `Cannot ${action} as variable '${name}' does not exist: ${
      suggestion(name, variables.map((variable) => variable.name))
    }`,
  );
}

function allowedValues(action: string, parent: Variable, values: unknown): readonly Level[] {
  const where = `${action} on '${parent.name}'`;
  const given: unknown[] = Array.isArray(values) ? values : [values];
  if (parent.levels) return [...withSomeLevels(where, parent, given).levels ?? []];
  checkRange(where, parent, values, given);
  const { lower, upper } = withBounds(where, parent, given);
  if (parent.type === "int" || lower < upper || isFixed(parent)) return [lower + 0, upper + 0];
  throw new RangeError(
    `Cannot ${where} as a range of numbers must have a width: current value is [${lower}, ${upper}]`,
  );
}

function checkRange(
  action: string,
  { type }: Variable,
  values: unknown,
  given: readonly unknown[],
): void {
  const isBound = type === "int" ? Number.isSafeInteger : Number.isFinite;
  if ((given.length === 1 || given.length === 2) && given.every(isBound)) return;
  const rule = type === "int"
    ? "one integer or two, a lower and an upper bound"
    : "a lower and an upper bound, two finite numbers";
  throw new TypeError(
    `Cannot ${action} as the condition must be ${rule}: current value is ${show(values)}`,
  );
}

/**
 * Checks the conditions of all variables: known names, values of the parents' kind, no cycles.
 *
 * @throws {TypeError | RangeError} If a condition breaks a rule.
 */
export function checkConditions(action: string, variables: readonly Variable[]): void {
  for (const { name, when = {} } of variables) {
    for (const [parentName, values] of Object.entries(when)) {
      const parent = parentOf(`${action} with variable '${name}'`, parentName, variables);
      const isNumeric = Array.isArray(values) && values.length === 2 &&
        values.every((value) => typeof value === "number");
      if (Array.isArray(values) && (parent.levels || isNumeric)) continue;
      throw new TypeError(
        `Cannot ${action} with variable '${name}' as its condition on '${parentName}' must be an array of ${
          parent.levels ? "levels" : "two bounds"
        }: current value is ${show(values)}`,
      );
    }
  }
  for (const { name } of variables) checkCycle(action, [name], variables);
}

function checkCycle(action: string, path: readonly string[], variables: readonly Variable[]): void {
  const { when = {} } = variables.find(({ name }) => name === path[path.length - 1])!;
  for (const parent of Object.keys(when)) {
    const way = [...path, parent];
    if (path.includes(parent)) {
      throw new RangeError(
        `Cannot ${action} as conditions must not depend on themselves: current ones are ${
          way.slice(path.indexOf(parent)).map((name) => `'${name}'`).join(" on ")
        }`,
      );
    }
    checkCycle(action, way, variables);
  }
}

/**
 * Refuses variables that can never be active.
 *
 * @throws {RangeError} If the conditions of a variable cannot hold together.
 */
export function checkPossible(action: string, variables: readonly Variable[]): void {
  for (const variable of variables) {
    const impossible = impossibleCondition(variables, variable);
    if (impossible === undefined) continue;
    throw new RangeError(
      `Cannot ${action} with variable '${variable.name}' as its conditions must be able to hold together: those on '${impossible}' leave it no value`,
    );
  }
}

/**
 * All conditions under which a variable is active, within the present ranges of those they name. Unknown
 * names and cycles, which {@linkcode checkConditions} refuses, count for nothing.
 */
export function allConditions(
  variables: readonly Variable[],
  { when = {} }: Variable,
): ReadonlyMap<Variable, readonly Level[]> {
  const all = new Map<Variable, readonly Level[]>();
  const waiting = Object.entries(when);
  for (let next; (next = waiting.pop());) {
    const [name, values] = next;
    const parent = variables.find((variable) => variable.name === name);
    if (!parent) continue;
    if (!all.has(parent)) waiting.push(...Object.entries(parent.when ?? {}));
    all.set(parent, common(parent, all.get(parent) ?? rangeOf(parent), values));
  }
  return all;
}

function rangeOf({ levels, lower, upper }: Variable): readonly Level[] {
  return levels ?? [lower, upper];
}

function common(
  { levels }: Variable,
  a: readonly Level[],
  b: readonly Level[],
): readonly Level[] {
  if (levels) return a.filter((level) => b.includes(level));
  return [Math.max(Number(a[0]), Number(b[0])), Math.min(Number(a[1]), Number(b[1]))];
}

/** The name of a variable of which the conditions leave nothing; undefined if they can all hold. */
function impossibleCondition(
  variables: readonly Variable[],
  variable: Variable,
): string | undefined {
  for (const [parent, allowed] of allConditions(variables, variable)) {
    const [lower, upper] = allowed;
    const isEmpty = parent.levels
      ? allowed.length === 0
      : lower > upper || (lower === upper && parent.type === "float" && !isFixed(parent));
    if (isEmpty) return parent.name;
  }
}

/**
 * Fixes the variables that can never be active, as their parents were narrowed: they are no columns.
 * They stay absent from every configuration.
 */
export function fixImpossible(variables: readonly Variable[]): Variable[] {
  return variables.map((variable) => {
    if (impossibleCondition(variables, variable) === undefined) return variable;
    return variable.levels
      ? { ...variable, lower: 0, upper: 0, levels: variable.levels.slice(0, 1) }
      : { ...variable, upper: variable.lower };
  });
}
