/**
 * Which variables are active at a point, and the one point that stands for a configuration: there,
 * inactive coordinates have a fixed value.
 *
 * @module
 */
import { allConditions } from "./conditions.ts";
import { isFixed, type Level, type Variable } from "./variable.ts";

/** Tells whether variable i is active at x. */
export type Activity = (i: number, x: ArrayLike<number>) => boolean;

type Test = (x: ArrayLike<number>) => boolean;

const known = new WeakMap<readonly Variable[], Activity | null>();

/**
 * The activity of variables, of which the free ones are columns of x.
 *
 * @param variables All variables, or the free ones; the array is not changed afterwards.
 * @returns Undefined if all are always active.
 */
export function activityOf(variables: readonly Variable[]): Activity | undefined {
  let activity = known.get(variables);
  if (activity === undefined) {
    activity = variables.some(({ when }) => when) ? compile(variables) : null;
    known.set(variables, activity);
  }
  return activity ?? undefined;
}

function compile(variables: readonly Variable[]): Activity {
  const columns = new Map<Variable, number>();
  for (const variable of variables) if (!isFixed(variable)) columns.set(variable, columns.size);
  const tests = variables.map((variable) =>
    [...allConditions(variables, variable)].map(([parent, allowed]) =>
      testOf(parent, allowed, columns.get(parent))
    )
  );
  return (i, x) => tests[i].every((test) => test(x));
}

/** A fixed variable's allowed values lie within its only one. */
function testOf({ levels }: Variable, allowed: readonly Level[], column?: number): Test {
  if (levels) {
    const isAllowed = levels.map((level) => allowed.includes(level));
    return column === undefined ? () => allowed.length > 0 : (x) => isAllowed[x[column]];
  }
  const [lower, upper] = allowed.map(Number);
  return column === undefined
    ? () => lower <= upper
    : (x) => lower <= x[column] && x[column] <= upper;
}
