/**
 * The correlations of a sum of two processes: one of the fitted lengths, one of shorter ones.
 *
 * psi(s) = (k(s) + rho k(c s)) / (1 + rho), with rho the short one's share and c the factor of its weights.
 *
 * @module
 */
import type { Kernel, WeightedPairs } from "./kernel.ts";

/** What is finer than the fitted lengths. */
export interface FineStructure {
  /** rho: its variance, relative to that of the long process. */
  readonly share: number;
  /** c, above 1: its weights theta, relative to those of the long process. */
  readonly factor: number;
}

/**
 * The composite of a kernel with itself. It keeps what correlate() leaves to accumulate(): who shares it
 * with others correlates anew before.
 */
export function compositeKernel(kernel: Kernel, { share, factor }: FineStructure): Kernel {
  let [long, short] = [partOf(0), partOf(0)];
  const root = Math.sqrt(factor);
  const shorter = (pairs: WeightedPairs): WeightedPairs => ({
    ...pairs,
    theta: pairs.theta.map((weight) => factor * weight),
    rootTheta: pairs.rootTheta.map((weight) => root * weight),
  });
  return {
    correlate(pairs, psi) {
      if (long.psi.length < psi.length) [long, short] = [partOf(psi.length), partOf(psi.length)];
      kernel.correlate(pairs, long.psi, long.slope);
      kernel.correlate(shorter(pairs), short.psi, short.slope);
      for (let p = 0; p < pairs.count; p++) {
        psi[p] = (long.psi[p] + share * short.psi[p]) / (1 + share);
      }
    },
    accumulate(pairs, _, weight, moment, out) {
      const [slow, fast] = [new Float64Array(out.length), new Float64Array(out.length)];
      kernel.accumulate(pairs, long.slope, weight, moment, slow);
      kernel.accumulate(shorter(pairs), short.slope, weight, moment, fast);
      for (let j = 0; j < out.length; j++) {
        out[j] += (slow[j] + share * factor * fast[j]) / (1 + share);
      }
    },
  };
}

const partOf = (size: number) => ({
  psi: new Float64Array(size),
  slope: new Float64Array(size),
});
