import type { Direction } from "../core/objective/problem.ts";

/**
 * Values of several objectives, all to be minimised: those to be maximised with the other sign. Done twice,
 * it gives the values as they were.
 */
export function minimized(
  values: readonly number[],
  objectives: readonly { readonly direction: Direction }[],
): number[] {
  return values.map((value, j) => objectives[j].direction === "maximize" ? 0 - value : value);
}
