/** @module */
import type { UpdateRule } from "./optimizer.ts";

const RHO = 0.9;
const EPS = 1e-6;

/** Running means of squared gradients and of squared updates. */
export class AdadeltaState {
  readonly v: Float64Array;
  readonly u: Float64Array;

  constructor({ length }: Float64Array) {
    this.v = new Float64Array(length);
    this.u = new Float64Array(length);
  }
}

/**
 * Adadelta.
 *
 *     v      = rho v + (1 - rho) g^2
 *     delta  = sqrt((u + eps) / (v + eps)) g
 *     u      = rho u + (1 - rho) delta^2
 *     theta -= lr delta
 *
 * @see Zeiler (2012), "ADADELTA: an adaptive learning rate method", algorithm 1.
 */
export const adadelta: UpdateRule<AdadeltaState> = {
  learningRate: 1,
  init: (parameters) => new AdadeltaState(parameters),
  update: (parameters, gradients, { v, u }, learningRate) => {
    for (let i = 0; i < parameters.length; i++) {
      const g = gradients[i];
      const vNew = RHO * v[i] + (1 - RHO) * g * g;
      const delta = Math.sqrt((u[i] + EPS) / (vNew + EPS)) * g;
      v[i] = vNew;
      u[i] = RHO * u[i] + (1 - RHO) * delta * delta;
      parameters[i] -= learningRate * delta;
    }
  },
};
