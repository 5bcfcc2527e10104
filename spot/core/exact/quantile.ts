/** Quantiles of a sample. @module */

/**
 * The value below which a share of the sample lies, interpolated linearly.
 *
 * @param values The sample, at least one number, in any order.
 * @param share From 0 to 1; 0.5: the median.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
