/** The format of an axis of numbers. @module */

const LARGE = 1e12;
const SMALL = 1e-4;

/**
 * Plain decimals, or exponents where they would be long; the drawing runtime writes as many digits
 * as tell the ticks apart.
 *
 * @param values Numbers on the axis.
 */
export function axisFormat(values: readonly number[]): { readonly format?: string } {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest >= LARGE || largest > 0 && largest < SMALL) return { format: "~e" };
  // The one tick of a constant has no neighbour: without a format it would get six decimals.
  return values.every((value) => value === values[0]) ? { format: ",~f" } : {};
}
