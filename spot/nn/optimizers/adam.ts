/** @module */
import { nextPower, type Power, startPower } from "../../core/exact/running_power.ts";
import { arraysBeside } from "../../core/wasm/linear_memory.ts";
import { stepRoutines } from "./_step_routines.ts";
import type { UpdateRule } from "./optimizer.ts";

export const adamConstants = { BETA1: 0.9, BETA2: 0.999, EPS: 1e-8 } as const;
const { BETA1, BETA2, EPS } = adamConstants;

/** Running means of gradients and squared gradients, and the powers of their decay rates. */
export class AdamState {
  readonly m: Float64Array;
  readonly v: Float64Array;
  readonly power1: Power = startPower(BETA1);
  readonly power2: Power = startPower(BETA2);

  constructor(parameters: Float64Array) {
    const { length } = parameters;
    [this.m, this.v] = arraysBeside(parameters, [length, length]);
  }
}

/**
 * Adam.
 *
 *     m      = beta1 m + (1 - beta1) g
 *     v      = beta2 v + (1 - beta2) g^2
 *     theta -= lr / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + eps)
 *
 * @see Kingma and Ba (2015), "Adam: a method for stochastic optimization", algorithm 1.
 */
export const adam: UpdateRule<AdamState> = {
  learningRate: 0.001,
  init: (parameters) => new AdamState(parameters),
  update: updateAdam,
};

/** One step of Adam on parameters that are first multiplied by `decay`. */
export function updateAdam(
  parameters: Float64Array,
  gradients: Float64Array,
  { m, v, power1, power2 }: AdamState,
  learningRate: number,
  decay = 1,
): void {
  const stepSize = learningRate / (1 - nextPower(power1));
  const scale = 1 / Math.sqrt(1 - nextPower(power2));
  const routines = stepRoutines(parameters, gradients, m, v);
  if (routines) {
    routines.adam(
      parameters.length,
      parameters.byteOffset,
      gradients.byteOffset,
      m.byteOffset,
      v.byteOffset,
      stepSize,
      scale,
      decay,
    );
    return;
  }
  for (let i = 0; i < parameters.length; i++) {
    const g = gradients[i];
    const mNew = m[i] + (1 - BETA1) * (g - m[i]);
    const vNew = BETA2 * v[i] + (1 - BETA2) * g * g;
    m[i] = mNew;
    v[i] = vNew;
    parameters[i] = decay * parameters[i] - (stepSize * mNew) / (Math.sqrt(vNew) * scale + EPS);
  }
}
