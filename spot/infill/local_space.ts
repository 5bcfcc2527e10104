/** The part of a space that lies around a point. @module */
import { activityOf } from "../core/space/configuration.ts";
import type { Variable } from "../core/space/variable.ts";
import {
  fromScale,
  isDiscrete,
  scaleWidth,
  type SearchSpace,
  toScale,
} from "../core/space/search_space.ts";

/**
 * The space cut to a box around a point; factors keep all levels, integers at least a step, and what is
 * inactive at the point its whole range.
 */
export function localSpace(
  space: SearchSpace,
  centre: readonly number[],
  side: number,
): SearchSpace {
  const activity = activityOf(space);
  return space.map((variable, column) => {
    const isWhole = variable.type === "factor" || (activity && !activity(column, centre));
    return isWhole ? variable : cut(variable, centre[column], side / 2);
  });
}

function cut(variable: Variable, centre: number, share: number): Variable {
  const reach = share * scaleWidth(variable);
  const step = isDiscrete(variable) ? 1 : 0;
  if (variable.scale === "log") {
    const z = toScale(variable, centre);
    const [low, high] = [fromScale(variable, z - reach), fromScale(variable, z + reach)];
    return bounded(variable, Math.min(low, centre - step), Math.max(high, centre + step));
  }
  const half = step > 0 ? Math.max(step, Math.round(reach)) : reach;
  return bounded(variable, centre - half, centre + half);
}

function bounded(variable: Variable, lower: number, upper: number): Variable {
  return {
    ...variable,
    lower: Math.max(variable.lower, lower),
    upper: Math.min(variable.upper, upper),
  };
}
