/**
 * The search space: the free variables, in the order of X's columns.
 *
 * Notation: k variables; x a design point in search units; u a point of the unit cube [0, 1)^k.
 *
 * @module
 */
import { isFixed, type Variable } from "./variable.ts";

/** The free variables of a problem. */
export type SearchSpace = readonly Variable[];

/** Leaves out the fixed variables. */
export function freeVariables(variables: readonly Variable[]): SearchSpace {
  return variables.filter((variable) => !isFixed(variable));
}

/** Tells whether a variable takes integers only (`int` and `factor`). */
export function isDiscrete({ type }: Variable): boolean {
  return type === "int" || type === "factor";
}

/** The number of different values of a discrete variable. */
export function levelCount({ lower, upper }: Variable): number {
  return upper - lower + 1;
}

/**
 * Maps one coordinate of the unit interval to search units. Each value of a discrete variable gets
 * a bin of the same width, so that all are equally probable under a uniform u.
 */
export function fromUnit(variable: Variable, u: number): number {
  const { lower, upper } = variable;
  if (!isDiscrete(variable)) return Math.min(upper, lower + u * (upper - lower));
  return Math.min(upper, lower + Math.floor(u * levelCount(variable)));
}

/** Maps a point of the unit cube to a design point. */
export function pointFromUnit(space: SearchSpace, u: readonly number[]): number[] {
  return space.map((variable, column) => fromUnit(variable, u[column]));
}
