/** Kernels that are functions of the weighted squared distance s_p alone. @module */
import type { Kernel } from "./kernel.ts";

/**
 * Replaces s_p in psi by the correlation and writes the derivative by s_p to slope.
 */
export type Profile = (psi: Float64Array, slope: Float64Array, count: number) => void;

/** Makes the kernel of a profile. */
export function radialKernel(profile: Profile): Kernel {
  return {
    correlate({ k, count, differences, theta }, psi, slope) {
      let at = 0;
      for (let p = 0; p < count; p++) {
        let sum = 0;
        for (let j = 0; j < k; j++) {
          const difference = differences[at++];
          sum += theta[j] * difference * difference;
        }
        psi[p] = sum;
      }
      profile(psi, slope, count);
    },
    accumulate({ k, count, differences }, slope, weight, moment, out) {
      let at = 0;
      for (let p = 0; p < count; p++) {
        const factor = weight[p] * slope[p];
        for (let j = 0; j < k; j++) {
          const difference = differences[at++];
          out[j] += factor * (moment === 2 ? difference * difference : difference);
        }
      }
    },
  };
}
