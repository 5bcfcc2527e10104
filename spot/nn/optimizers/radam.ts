/** @module */
import { nextPower } from "../../core/exact/running_power.ts";
import { AdamState } from "./adam.ts";
import type { UpdateRule } from "./optimizer.ts";

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPS = 1e-8;
const RHO_INFINITY = 2 / (1 - BETA2) - 1;

/** Adam's means and powers, and [t]. */
export class RAdamState extends AdamState {
  readonly steps: Float64Array = new Float64Array(1);
}

/**
 * RAdam: Adam with its adaptive rate rectified, and left out while its variance is unknown.
 *
 *     m      = beta1 m + (1 - beta1) g
 *     v      = beta2 v + (1 - beta2) g^2
 *     rho    = rho_inf - 2 t beta2^t / (1 - beta2^t),   rho_inf = 2 / (1 - beta2) - 1
 *     r      = sqrt((rho - 4)(rho - 2) rho_inf / ((rho_inf - 4)(rho_inf - 2) rho))
 *     theta -= lr / (1 - beta1^t) m r sqrt(1 - beta2^t) / (sqrt(v) + eps)   if rho > 5
 *     theta -= lr / (1 - beta1^t) m                                         otherwise
 *
 * @see Liu, Jiang, He, Chen, Liu, Gao and Han (2020), "On the variance of the adaptive learning
 * rate and beyond", algorithm 2 (threshold 5 as in PyTorch).
 */
export const radam: UpdateRule<RAdamState> = {
  learningRate: 0.001,
  init: (parameters) => new RAdamState(parameters),
  update: (parameters, gradients, { m, v, power1, power2, steps }, learningRate) => {
    const t = ++steps[0];
    const stepSize = learningRate / (1 - nextPower(power1));
    const decay = nextPower(power2);
    const rho = RHO_INFINITY - (2 * t * decay) / (1 - decay);
    const rectified = rho > 5 ? stepSize * rectification(rho) * Math.sqrt(1 - decay) : 0;
    for (let i = 0; i < parameters.length; i++) {
      const g = gradients[i];
      const mNew = m[i] + (1 - BETA1) * (g - m[i]);
      const vNew = BETA2 * v[i] + (1 - BETA2) * g * g;
      m[i] = mNew;
      v[i] = vNew;
      parameters[i] -= rho > 5 ? (rectified * mNew) / (Math.sqrt(vNew) + EPS) : stepSize * mNew;
    }
  },
};

function rectification(rho: number): number {
  return Math.sqrt(
    ((rho - 4) * (rho - 2) * RHO_INFINITY) / ((RHO_INFINITY - 4) * (RHO_INFINITY - 2) * rho),
  );
}
