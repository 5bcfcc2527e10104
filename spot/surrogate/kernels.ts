/**
 * The correlation functions.
 *
 * Notation: see kernel.ts.
 *
 * @see C. E. Rasmussen, C. K. I. Williams (2006), "Gaussian Processes for Machine Learning", MIT
 * Press, section 4.2.
 *
 * @module
 */
import { exp } from "../core/exact/exp.ts";
import type { Kernel } from "./kernel.ts";
import { productOfMatern52 } from "./_product_kernel.ts";
import { ROOT_5 } from "./_product_kernel_wasm.ts";

const ROOT_3 = 1.7320508075688772;

/** Replaces s_p in psi by the correlation and writes the derivative by s_p to slope. */
type Profile = (psi: Float64Array, slope: Float64Array, count: number) => void;

/** A kernel that is a function of the weighted squared distance s_p alone. */
function radialKernel(profile: Profile): Kernel {
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

/** exp(-s), infinitely smooth. */
const gauss: Profile = (psi, slope, count) => {
  for (let p = 0; p < count; p++) {
    const decay = exp(-psi[p]);
    psi[p] = decay;
    slope[p] = -decay;
  }
};

/** (1 + a + a^2 / 3) exp(-a), a = sqrt(5 s): twice differentiable. */
const matern52: Profile = (psi, slope, count) => {
  for (let p = 0; p < count; p++) {
    const a = ROOT_5 * Math.sqrt(psi[p]);
    const decay = exp(-a);
    psi[p] = decay === 0 ? 0 : (1 + a + a * a / 3) * decay;
    slope[p] = decay === 0 ? 0 : -(5 / 6) * (1 + a) * decay;
  }
};

/** (1 + a) exp(-a), a = sqrt(3 s): once differentiable. */
const matern32: Profile = (psi, slope, count) => {
  for (let p = 0; p < count; p++) {
    const a = ROOT_3 * Math.sqrt(psi[p]);
    const decay = exp(-a);
    psi[p] = decay === 0 ? 0 : (1 + a) * decay;
    slope[p] = -1.5 * decay;
  }
};

/** exp(-sqrt(s)): continuous; the slope at s = 0, where there is none, is set to 0. */
const exponential: Profile = (psi, slope, count) => {
  for (let p = 0; p < count; p++) {
    const a = Math.sqrt(psi[p]);
    const decay = exp(-a);
    psi[p] = decay;
    slope[p] = a > 0 ? -decay / (2 * a) : 0;
  }
};

/**
 * The name of a kernel. All but the last are functions of the weighted distance of two points;
 * `matern52Product` is a product of Matern 5/2 correlations, one per variable.
 */
export type KernelName = "gauss" | "matern52" | "matern32" | "exp" | "matern52Product";

/** The kernels by name. */
export const kernels: Readonly<Record<KernelName, Kernel>> = {
  gauss: radialKernel(gauss),
  matern52: radialKernel(matern52),
  matern32: radialKernel(matern32),
  exp: radialKernel(exponential),
  matern52Product: productOfMatern52,
};
