/**
 * The product of Matern 5/2 correlations over the variables.
 *
 * Notation: a_pk = sqrt(5 theta_k) |d_pk|, psi_p = product_k (1 + a + a^2 / 3) exp(-a), so that
 * dpsi_p / ds_pk = -psi_p 5/6 (1 + a) / (1 + a + a^2 / 3).
 *
 * @module
 */
import { exp } from "../core/exact/exp.ts";
import { placesOf, routinesAt } from "../core/wasm/linear_memory.ts";
import { FARTHEST, type productRoutines, ROOT_5 } from "./_product_kernel_wasm.ts";
import type { Kernel } from "./kernel.ts";

/** The loops of _product_kernel_wasm.ts, if the arrays are where they can be used: the same bits. */
const routinesOf = routinesAt<keyof typeof productRoutines>;

/** Here slope holds psi_p again. */
export const productOfMatern52: Kernel = {
  correlate({ k, count, differences, rootTheta }, psi, slope) {
    const arrays = [psi, slope, differences, rootTheta] as const;
    const routines = routinesOf(...arrays);
    if (routines) return void routines.correlate(...placesOf(arrays), count, k);
    let at = 0;
    for (let p = 0; p < count; p++) {
      let sum = 0;
      let product = 1;
      for (let j = 0; j < k; j++) {
        const a = ROOT_5 * rootTheta[j] * Math.abs(differences[at++]);
        sum += a;
        product *= 1 + a * (1 + a / 3);
      }
      psi[p] = sum < FARTHEST ? product * exp(-sum) : 0;
      slope[p] = psi[p];
    }
  },
  accumulate({ k, count, differences, rootTheta }, slope, weight, moment, out) {
    const arrays = [slope, weight, differences, rootTheta, out] as const;
    const routines = routinesOf(...arrays);
    if (routines) return void routines.accumulate(...placesOf(arrays), count, k, moment);
    let at = 0;
    for (let p = 0; p < count; p++) {
      const factor = -(5 / 6) * weight[p] * slope[p];
      for (let j = 0; j < k; j++) {
        const difference = differences[at++];
        const a = ROOT_5 * rootTheta[j] * Math.abs(difference);
        const ratio = a < FARTHEST ? (1 + a) / (1 + a * (1 + a / 3)) : 0;
        out[j] += factor * ratio * (moment === 2 ? difference * difference : difference);
      }
    }
  },
};
