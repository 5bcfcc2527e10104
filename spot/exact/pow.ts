/** @module */

/** Placeholder until the exact power function is written. */
export function pow(base: number, exponent: number): number {
  return base ** exponent;
}
