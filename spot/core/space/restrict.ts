/** Narrower spaces: other bounds, fewer levels, fixed values. @module */
import { show, suggestion } from "../options/options.ts";
import { checkBounds, checkLevels, levelBounds } from "./check_variables.ts";
import { isSpace, type Space } from "./define_space.ts";
import type {
  Configuration,
  Level,
  LeveledVariable,
  NumericVariable,
  Variable,
} from "./variable.ts";

/** What {@linkcode restrict} takes for a variable: two bounds, some of its levels, or one value. */
export type Restriction<V extends Level> = V | readonly V[] | undefined;

/** Narrower ranges by the variables' names. */
export type Restrictions<C extends Configuration> = {
  readonly [Name in keyof C]?: Restriction<C[Name]>;
};

/** The configurations of a space after {@linkcode restrict}. */
export type Restricted<C extends Configuration, R> = {
  readonly [Name in keyof C]: Name extends keyof R ? Narrowed<C[Name], R[Name]> : C[Name];
};

/** The values of a variable after a restriction: those of either, if it is one of several. */
export type Narrowed<V extends Level, R> = R extends undefined ? V
  : R extends readonly (infer L)[] ? number extends V ? V : L & V
  : number extends V ? V
  : R & V;

/**
 * Narrows a space: other bounds within those that it has, fewer levels, or one value, which fixes the
 * variable.
 *
 * @returns A new space; the given one stays as it is.
 * @throws {TypeError | RangeError} If a name, a bound or a level does not exist in the space.
 *
 * @example
 * ```ts
 * import { defineSpace, factor, float, restrict } from "@spot/spot";
 *
 * const space = defineSpace({ rate: float(0, 1), optimizer: factor(["sgd", "adam", "rprop"]) });
 * const narrow = restrict(space, { rate: [0.1, 0.5], optimizer: ["sgd", "adam"] });
 * ```
 */
export function restrict<C extends Configuration, const R extends Restrictions<C>>(
  space: Space<C>,
  restrictions: R & Record<Exclude<keyof R, keyof C>, never>,
): Space<Restricted<C, R>> {
  if (!isSpace(space)) {
    throw new TypeError(
      `Cannot restrict a space as it must be made by defineSpace: current value is ${show(space)}`,
    );
  }
  if (typeof restrictions !== "object" || restrictions === null) {
    throw new TypeError(
      `Cannot restrict a space as restrictions must be an object: current value is ${
        show(restrictions)
      }`,
    );
  }
  const names = space.variables.map(({ name }) => name);
  for (const name of Object.keys(restrictions)) {
    if (names.includes(name)) continue;
    throw new RangeError(
      `Cannot restrict a space as variable '${name}' does not exist: ${suggestion(name, names)}`,
    );
  }
  const given = new Map<string, unknown>(Object.entries(restrictions));
  return Object.freeze({
    variables: Object.freeze(
      space.variables.map((variable) =>
        given.get(variable.name) === undefined
          ? variable
          : Object.freeze(narrowed(variable, given.get(variable.name)))
      ),
    ),
  });
}

function narrowed(variable: Variable, restriction: unknown): Variable {
  const values: unknown[] = Array.isArray(restriction) ? restriction : [restriction];
  const action = `restrict variable '${variable.name}'`;
  return variable.levels
    ? withSomeLevels(action, variable, values)
    : withBounds(action, variable, values);
}

/**
 * A numeric variable with other bounds.
 *
 * @param values A lower and an upper bound in search units, or one value.
 * @param limits What the bounds must lie within. @default {the variable's own bounds}
 */
export function withBounds(
  action: string,
  variable: NumericVariable,
  values: readonly unknown[],
  limits: readonly [number, number] = [variable.lower, variable.upper],
): Variable {
  if (values.length !== 1 && values.length !== 2) {
    throw new RangeError(
      `Cannot ${action} as it needs one value or a lower and an upper bound: current value is ${
        show(values)
      }`,
    );
  }
  const [lower, upper = lower] = values;
  const bounds = checkBounds(action, { ...variable, lower, upper });
  const [least, most] = limits;
  if (bounds.lower >= least && bounds.upper <= most) return { ...variable, ...bounds };
  const { transform = "none" } = variable;
  const units = transform === "none" ? "" : ` (before the transform '${transform}')`;
  throw new RangeError(
    `Cannot ${action} as its bounds must lie from ${least} to ${most}${units}: current value is [${bounds.lower}, ${bounds.upper}]`,
  );
}

/** A variable with some of the levels that it has, or that `known` names. */
export function withSomeLevels(
  action: string,
  variable: LeveledVariable,
  values: readonly unknown[],
  known: readonly Level[] = variable.levels,
): Variable {
  const levels = checkLevels(action, values);
  for (const level of levels) {
    if (known.includes(level)) continue;
    throw new RangeError(
      `Cannot ${action} as level ${show(level)} does not exist: ${
        suggestion(String(level), known.map(String))
      }`,
    );
  }
  // Of an ordinal, neighbours are alike: its order stays.
  const ordered = variable.type === "ordinal"
    ? known.filter((level) => levels.includes(level))
    : levels;
  return { ...variable, ...levelBounds(ordered) };
}
