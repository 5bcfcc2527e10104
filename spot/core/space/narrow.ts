/** Narrower variables: other bounds within limits, some of the levels. @module */
import { show, suggestion } from "../options/options.ts";
import { checkBounds, checkLevels, levelBounds } from "./check_variables.ts";
import type { Level, LeveledVariable, NumericVariable, Variable } from "./variable.ts";

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
