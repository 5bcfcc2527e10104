/** @module */
import { nextPower, type Power, startPower } from "../../core/exact/running_power.ts";
import { arraysBeside } from "../../core/wasm/linear_memory.ts";
import { stepRoutines } from "./_step_routines.ts";
import type { UpdateRule } from "./optimizer.ts";

export const adamaxConstants = { BETA1: 0.9, BETA2: 0.999, EPS: 1e-8 } as const;
const { BETA1, BETA2, EPS } = adamaxConstants;

/** Running mean of gradients, their decaying maximum, and the power of the mean's decay rate. */
export class AdamaxState {
  readonly m: Float64Array;
  readonly u: Float64Array;
  readonly power1: Power = startPower(BETA1);

  constructor(parameters: Float64Array) {
    const { length } = parameters;
    [this.m, this.u] = arraysBeside(parameters, [length, length]);
  }
}

/**
 * Adamax: Adam with the infinity norm.
 *
 *     m      = beta1 m + (1 - beta1) g
 *     u      = max(beta2 u, |g| + eps)
 *     theta -= lr / (1 - beta1^t) m / u
 *
 * @see Kingma and Ba (2015), "Adam: a method for stochastic optimization", algorithm 2; eps keeps
 * u above 0.
 */
export const adamax: UpdateRule<AdamaxState> = {
  learningRate: 0.002,
  init: (parameters) => new AdamaxState(parameters),
  update: (parameters, gradients, { m, u, power1 }, learningRate) => {
    const stepSize = learningRate / (1 - nextPower(power1));
    const routines = stepRoutines(parameters, gradients, m, u);
    if (routines) {
      routines.adamax(
        parameters.length,
        parameters.byteOffset,
        gradients.byteOffset,
        m.byteOffset,
        u.byteOffset,
        stepSize,
      );
      return;
    }
    for (let i = 0; i < parameters.length; i++) {
      const g = gradients[i];
      const mNew = m[i] + (1 - BETA1) * (g - m[i]);
      const uNew = Math.max(BETA2 * u[i], Math.abs(g) + EPS);
      m[i] = mNew;
      u[i] = uNew;
      parameters[i] -= (stepSize * mNew) / uNew;
    }
  },
};
