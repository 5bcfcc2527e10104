/** Narrower spaces: other bounds, fewer levels, fixed values. @module */
import { show, suggestion } from "../options/options.ts";
import { isSpace, type Space } from "./define_space.ts";
import { withBounds, withSomeLevels } from "./narrow.ts";
import type { Configuration, Level, Variable } from "./variable.ts";

/** What {@linkcode restrict} takes for a variable: two bounds, some of its levels, or one value. */
export type Restriction<V extends Level | undefined> =
  | V
  | readonly Exclude<V, undefined>[]
  | undefined;

/** Narrower ranges by the variables' names. */
export type Restrictions<C extends Configuration> = {
  readonly [Name in keyof C]?: Restriction<C[Name]>;
};

/** The configurations of a space after {@linkcode restrict}. */
export type Restricted<C extends Configuration, R> = {
  readonly [Name in keyof C]: Name extends keyof R ? Narrowed<C[Name], R[Name]> : C[Name];
};

/**
 * The values of a variable after a restriction: those of either, if it is one of several; undefined stays
 * among them.
 */
export type Narrowed<V extends Level | undefined, R> = R extends undefined ? V
  : R extends readonly (infer L)[] ? number extends V ? V : (L & V) | Extract<V, undefined>
  : number extends V ? V
  : (R & V) | Extract<V, undefined>;

/**
 * Narrows a space: other bounds within those that it has, fewer levels, or one value, which fixes the
 * variable. A variable whose conditions cannot hold any more is never active: it leaves the search, and
 * every configuration lacks it. The space's own constraint stays.
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
    ...space as Space<Restricted<C, R>>,
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
