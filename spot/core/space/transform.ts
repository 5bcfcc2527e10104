/**
 * Transforms from a variable's search units to the value that the objective sees, by name.
 *
 * @module
 */
import { pow } from "../exact/pow.ts";

/** The name of a transform. */
export type TransformName =
  | "none"
  | "power_2"
  | "power_2_int"
  | "power_10"
  | "power_10_int"
  | "multby2_int";

/** Every transform: search units in, the objective's units out. */
export const transforms = {
  none: (value: number): number => value,
  power_2: (value: number): number => pow(2, value),
  power_2_int: (value: number): number => Math.trunc(pow(2, value)),
  power_10: (value: number): number => pow(10, value),
  power_10_int: (value: number): number => Math.trunc(pow(10, value)),
  multby2_int: (value: number): number => Math.trunc(2 * value),
} as const satisfies Record<TransformName, (value: number) => number>;

/** The names of all transforms. */
export const transformNames = Object.keys(transforms) as TransformName[];
