/**
 * Latin hypercube designs.
 *
 * Notation: n points, k variables, X the design matrix (n x k) in search units.
 *
 * @module
 */
import { permutation, type Random } from "../core/random/stream.ts";
import { pointFromUnit, type SearchSpace } from "../core/space/search_space.ts";

/**
 * Draws a Latin hypercube: each variable's range is cut into n strata of equal probability, and
 * each stratum holds one point, at a uniform place within it. Every level of a factor and every
 * integer has the same probability.
 *
 * @param space The k free variables.
 * @param n Number of points.
 * @param random The stream that the design is drawn from.
 * @returns X, n x k, in search units.
 * @see McKay, Beckman, Conover (1979), "A Comparison of Three Methods for Selecting Values of
 * Input Variables in the Analysis of Output from a Computer Code", Technometrics 21(2).
 */
export function latinHypercube(space: SearchSpace, n: number, random: Random): number[][] {
  const columns = space.map(() =>
    permutation(random, n).map((stratum) => (stratum + random()) / n)
  );
  return Array.from({ length: n }, (_, i) => pointFromUnit(space, columns.map((u) => u[i])));
}
