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

/** The composite of a kernel with itself. The short process stands in the scratch of the pairs. */
export function compositeKernel(kernel: Kernel, { share, factor }: FineStructure): Kernel {
  const root = Math.sqrt(factor);
  const shortPart = (pairs: WeightedPairs) => {
    const { k, count, scratch = new Float64Array(0) } = pairs;
    const [theta, rootTheta] = [scratch.subarray(0, k), scratch.subarray(k, 2 * k)];
    for (let j = 0; j < k; j++) {
      theta[j] = factor * pairs.theta[j];
      rootTheta[j] = root * pairs.rootTheta[j];
    }
    const psi = scratch.subarray(2 * k, 2 * k + count);
    const slope = scratch.subarray(2 * k + count, 2 * k + 2 * count);
    return { pairs: { ...pairs, theta, rootTheta }, psi, slope };
  };
  return {
    scratchLength: (k, count) => 4 * k + 2 * count,
    correlate(pairs, psi, slope) {
      const short = shortPart(pairs);
      kernel.correlate(pairs, psi, slope);
      kernel.correlate(short.pairs, short.psi, short.slope);
      for (let p = 0; p < pairs.count; p++) psi[p] = (psi[p] + share * short.psi[p]) / (1 + share);
    },
    accumulate(pairs, slope, weight, moment, out) {
      const short = shortPart(pairs);
      const { k, count, scratch = new Float64Array(0) } = pairs;
      const sums = scratch.subarray(2 * k + 2 * count, 4 * k + 2 * count).fill(0);
      const [slow, fast] = [sums.subarray(0, k), sums.subarray(k)];
      kernel.accumulate(pairs, slope, weight, moment, slow);
      kernel.accumulate(short.pairs, short.slope, weight, moment, fast);
      for (let j = 0; j < k; j++) {
        out[j] += (slow[j] + share * factor * fast[j]) / (1 + share);
      }
    },
  };
}
