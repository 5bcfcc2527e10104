/** Exact moves in the discrete variables of a mixed space. @module */
import type { Domain } from "../core/space/domain.ts";
import type { Variable } from "../core/space/variable.ts";
import { isDiscrete, levelCount, pointKey, type SearchSpace } from "../core/space/search_space.ts";

/** Integers with up to this many values may take any of them in one move. */
const FEW_VALUES = 12;

/**
 * The points that differ from x in one discrete variable: by every level of a factor and every value
 * of an integer that has few; by powers of two, up and down, of other integers. Variables that become
 * inactive or active by the move have the domain's fixed value.
 */
export function discreteMoves(
  space: SearchSpace,
  x: readonly number[],
  { canonical, isActive, isAllowed }: Domain,
): number[][] {
  return space.flatMap((variable, column) =>
    isDiscrete(variable) && isActive(column, x)
      ? otherValues(variable, x[column]).map((value) => canonical(x.with(column, value)))
      : []
  ).filter(isAllowed);
}

function otherValues(variable: Variable, current: number): number[] {
  const { type, lower, upper } = variable;
  const count = levelCount(variable);
  if (type === "factor" || count <= FEW_VALUES) {
    return Array.from({ length: count }, (_, i) => lower + i).filter((value) => value !== current);
  }
  const values: number[] = [];
  for (let step = 1; step < count; step *= 2) values.push(current - step, current + step);
  return values.filter((value) => lower <= value && value <= upper);
}

/** All points of a space of discrete variables, in lexicographic order; each configuration once. */
export function everyPoint(space: SearchSpace, { canonical, isAllowed }: Domain): number[][] {
  let points: number[][] = [[]];
  for (const variable of space) {
    const values = Array.from({ length: levelCount(variable) }, (_, i) => variable.lower + i);
    points = points.flatMap((point) => values.map((value) => [...point, value]));
  }
  const byKey = new Map(points.map(canonical).map((x) => [pointKey(x), x]));
  return [...byKey.values()].filter(isAllowed);
}
