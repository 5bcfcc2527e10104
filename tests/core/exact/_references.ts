/** Reference values of the exact functions, computed with mpmath at 400 digits. @module */

interface References {
  readonly source: string;
  /** z, phi(z), Phi(z), ln Phi(z), ln h(z), Phi(z) / h(z). */
  readonly normal: readonly (readonly [number, number, number, number, number, number])[];
  readonly pow: readonly (readonly [base: number, exponent: number, power: number])[];
  readonly trig: readonly (readonly [x: number, sine: number, cosine: number])[];
  readonly log1p: readonly (readonly [x: number, log: number])[];
}

/** All references. */
export const references: References = JSON.parse(
  Deno.readTextFileSync(new URL("../../golden/exact_functions.json", import.meta.url)),
);

/** The error in units of the expected value's last place. */
export function errorInUlp(actual: number, expected: number): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  const magnitude = Math.max(Math.abs(expected), 2.2250738585072014e-308);
  return Math.abs(actual - expected) / (2 ** Math.floor(Math.log2(magnitude)) * 2 ** -52);
}
