import type { Direction } from "../core/objective/problem.ts";

/** Values of several objectives, all to be minimised: those to be maximised with the other sign. */
export function minimized(
  values: readonly number[],
  objectives: readonly { readonly direction: Direction }[],
): number[] {
  return values.map((value, j) => objectives[j].direction === "maximize" ? -value : value);
}
