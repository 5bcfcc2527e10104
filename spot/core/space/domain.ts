/**
 * The points that a run may propose: one for each configuration that the space's own constraint allows.
 *
 * @module
 */
import { show } from "../options/options.ts";
import { activityOf, toConfiguration } from "./configuration.ts";
import type { SpaceConstraint } from "./define_space.ts";
import { freeVariables, fromScale, scaleWidth, type SearchSpace, toScale } from "./search_space.ts";
import type { Variable } from "./variable.ts";

/** The points of a space. */
export interface Domain {
  /** The free variables: a box that holds all points. */
  readonly space: SearchSpace;
  /** Whether steps in continuous variables can end where something is inactive or not allowed. */
  readonly hasEdges: boolean;
  /** The one point of the configuration that x stands for. */
  canonical(x: readonly number[]): number[];
  /** Tells whether the variable of a column is active at x. */
  isActive(column: number, x: ArrayLike<number>): boolean;
  /** Tells whether the space's own constraint allows a point. */
  isAllowed(x: readonly number[]): boolean;
}

/** Makes the domain of variables, and of constraints that must all hold. */
export function createDomain(
  variables: readonly Variable[],
  constraints: readonly SpaceConstraint[] = [],
): Domain {
  const space = freeVariables(variables);
  const activity = activityOf(space);
  return {
    space,
    canonical: (x) => canonicalPoint(space, x),
    hasEdges: constraints.length > 0 || space.some((variable) => dependsOnFloat(variable, space)),
    isActive: activity ?? (() => true),
    isAllowed: (x) => constraints.every((holds) => isAllowedBy(holds, variables, x)),
  };
}

function dependsOnFloat({ when = {} }: Variable, space: SearchSpace): boolean {
  return space.some(({ name, type }) => type === "float" && Object.hasOwn(when, name));
}

function isAllowedBy(
  constraint: SpaceConstraint,
  variables: readonly Variable[],
  x: readonly number[],
): boolean {
  const result: unknown = constraint(toConfiguration(variables, x));
  if (typeof result === "boolean") return result;
  throw new TypeError(
    `Cannot tell whether a configuration is allowed as the space's constraint must return true or false: current value is ${
      show(result)
    }`,
  );
}

/** The point that stands for the configuration of x: inactive coordinates are moved to their centre. */
export function canonicalPoint(space: SearchSpace, x: readonly number[]): number[] {
  const activity = activityOf(space);
  if (!activity) return [...x];
  return space.map((variable, i) => activity(i, x) ? x[i] : centreOf(variable));
}

/** The middle of a variable's range on its scale; of a factor the first level. */
function centreOf(variable: Variable): number {
  if (variable.type === "factor") return variable.lower;
  return fromScale(variable, toScale(variable, variable.lower) + scaleWidth(variable) / 2);
}
