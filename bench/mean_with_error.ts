/** The mean of some numbers and how sure it is. @module */

/** The mean with its standard error; of a single number that is NaN. */
export function meanWithError(values: readonly number[]): { mean: number; error: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, error: Math.sqrt(squares / (n - 1) / n) };
}
