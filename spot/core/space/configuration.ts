/** The configuration that a design point stands for. @module */
import { type Configuration, isFixed, type Level, valueOf, type Variable } from "./variable.ts";
import { allConditions } from "./conditions.ts";

/**
 * Names and transforms a design point.
 *
 * @param variables All variables, fixed ones too.
 * @param x One value per free variable, in search units, in the variables' order.
 * @returns The configuration: all variables but those that are inactive at x.
 */
export function toConfiguration(
  variables: readonly Variable[],
  x: readonly number[],
): Configuration {
  const activity = activityOf(variables);
  const configuration: Record<string, Level> = {};
  let column = 0;
  for (const [i, variable] of variables.entries()) {
    const coordinate = isFixed(variable) ? variable.lower : x[column++];
    if (activity && !activity(i, x)) continue;
    configuration[variable.name] = valueOf(variable, coordinate);
  }
  return configuration;
}

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
