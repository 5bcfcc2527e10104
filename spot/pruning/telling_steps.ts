/**
 * Where the order of rows on their way tells their final order.
 *
 * @see Kendall (1938), "A new measure of rank correlation", Biometrika 30: tau, and its variance
 * 2 (2n + 5) / (9 n (n - 1)) where one order says nothing of the other.
 *
 * @module
 */

/** Standard deviations that tau must be above 0 where the order is to tell anything. */
const TELLING = 1.5;
/** Standard deviations below 0 from which on curves are known to cross. */
const CROSSING = 1;
/** What tau must be where curves cross: nearly all has been made up. */
const MADE_UP = 0.95;

/**
 * Tells for each step whether rows may be judged there. With few rows only an order that is nearly the
 * final one tells anything. Where rows stood the other way round at any step, the order turns on the
 * way, and the best rows are the last to be in their places: it tells nothing before it is nearly final.
 *
 * @param bests For each step the best values of the rows up to it, to be minimised, rows of the best
 * responses first.
 */
export function tellingSteps(bests: readonly (readonly number[])[]): boolean[] {
  const taus = bests.map(tau);
  const deviations = bests.map(({ length: n }) => Math.sqrt(2 * (2 * n + 5) / (9 * n * (n - 1))));
  const isCrossing = taus.some((tau, i) => tau <= -CROSSING * deviations[i]);
  return taus.map((tau, i) => tau >= TELLING * deviations[i] && (!isCrossing || tau >= MADE_UP));
}

/** Kendall's tau of values and their order; 1 if they ascend. */
function tau(values: readonly number[]): number {
  let score = 0;
  for (let i = 1; i < values.length; i++) {
    for (let j = 0; j < i; j++) score += Math.sign(values[i] - values[j]);
  }
  return 2 * score / (values.length * (values.length - 1));
}
