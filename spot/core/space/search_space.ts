/**
 * The search space: the free variables, in the order of X's columns.
 *
 * Notation: k variables; x a design point in search units; z the same on the variables' scales
 * (log x on a log scale, else x); u a point of the unit cube [0, 1)^k.
 *
 * @module
 */
import { exp } from "../exact/exp.ts";
import { log } from "../exact/log.ts";
import { allConditions } from "./conditions.ts";
import { isFixed, type Variable } from "./variable.ts";

/** The free variables of a problem. */
export type SearchSpace = readonly Variable[];

/** Leaves out the fixed variables; conditions name free ones only, all that must hold. */
export function freeVariables(variables: readonly Variable[]): SearchSpace {
  return variables.filter((variable) => !isFixed(variable)).map((variable) =>
    variable.when ? withFreeConditions(variable, variables) : variable
  );
}

function withFreeConditions(variable: Variable, variables: readonly Variable[]): Variable {
  const { when: _, ...rest } = variable;
  const free = [...allConditions(variables, variable)].filter(([parent]) => !isFixed(parent));
  if (free.length === 0) return rest;
  return { ...rest, when: Object.fromEntries(free.map(([{ name }, values]) => [name, values])) };
}

/** Tells whether a variable takes integers only, in search units. */
export function isDiscrete({ type }: Variable): boolean {
  return type !== "float";
}

/** The number of different values of a discrete variable. */
export function levelCount({ lower, upper }: Variable): number {
  return upper - lower + 1;
}

/** One coordinate on its variable's scale, z: there, equal distances count alike. */
export function toScale({ scale }: Pick<Variable, "scale">, x: number): number {
  return scale === "log" ? log(x) : x;
}

/** The derivative dz/dx of {@linkcode toScale}. */
export function scaleSlope({ scale }: Pick<Variable, "scale">, x: number): number {
  return scale === "log" ? 1 / x : 1;
}

/** From z back to search units, within the bounds; of a discrete variable the nearest integer. */
export function fromScale(variable: Variable, z: number): number {
  const { scale, lower, upper } = variable;
  const x = scale === "log" ? exp(z) : z;
  return Math.max(lower, Math.min(upper, isDiscrete(variable) ? Math.round(x) : x));
}

/** The width of a variable's range on its scale. */
export function scaleWidth(variable: Variable): number {
  const { scale, lower, upper } = variable;
  return scale === "log" ? log(upper) - log(lower) : upper - lower;
}

/**
 * Maps one coordinate of the unit interval to search units. Each value of a discrete variable gets
 * a bin, of the same width on a linear scale, so that all are equally probable under a uniform u; on a
 * log scale from half below it to half above it.
 */
export function fromUnit(variable: Variable, u: number): number {
  const { scale, lower, upper } = variable;
  if (scale === "log") {
    const half = isDiscrete(variable) ? 0.5 : 0;
    const first = log(lower - half);
    return fromScale(variable, first + u * (log(upper + half) - first));
  }
  if (!isDiscrete(variable)) return Math.min(upper, lower + u * (upper - lower));
  return Math.min(upper, lower + Math.floor(u * levelCount(variable)));
}

/** Maps a point of the unit cube to a design point. */
export function pointFromUnit(space: SearchSpace, u: readonly number[]): number[] {
  return space.map((variable, column) => fromUnit(variable, u[column]));
}

/** A design point as a key: equal exactly if the points are, bit for bit (but 0 equals -0). */
export function pointKey(x: readonly number[]): string {
  return x.join(",");
}
