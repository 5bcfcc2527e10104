/** @module */
import { arraysBeside } from "../../core/wasm/linear_memory.ts";
import { stepRoutines } from "./_step_routines.ts";
import type { UpdateRule } from "./optimizer.ts";

export const adadeltaConstants = { RHO: 0.9, EPS: 1e-6 } as const;
const { RHO, EPS } = adadeltaConstants;

/** Running means of squared gradients and of squared updates. */
export class AdadeltaState {
  readonly v: Float64Array;
  readonly u: Float64Array;

  constructor(parameters: Float64Array) {
    const { length } = parameters;
    [this.v, this.u] = arraysBeside(parameters, [length, length]);
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
    const routines = stepRoutines(parameters, gradients, v, u);
    if (routines) {
      routines.adadelta(
        parameters.length,
        parameters.byteOffset,
        gradients.byteOffset,
        v.byteOffset,
        u.byteOffset,
        learningRate,
      );
      return;
    }
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
