/** The configuration that a design point stands for. @module */
import { activityOf } from "./activity.ts";
import { type Configuration, isFixed, type Level, valueOf, type Variable } from "./variable.ts";

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
