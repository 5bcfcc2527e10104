/** @module */
import { nextPower, type Power, startPower } from "../../core/exact/running_power.ts";
import type { UpdateRule } from "./optimizer.ts";

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPS = 1e-8;

/** 0.96^0.004 as the sum of two doubles. */
const DECAY = 0.9998367253526753;
const DECAY_LOW = -3.684457749510485e-17;

/** Adam's means, the powers beta2^t and 0.96^(0.004 t), and [mu_t, mu_1 mu_2 ... mu_t]. */
export class NAdamState {
  readonly m: Float64Array;
  readonly v: Float64Array;
  readonly power2: Power = startPower(BETA2);
  readonly decay: Power = startPower(DECAY, DECAY_LOW);
  readonly momentum: Float64Array;

  constructor({ length }: Float64Array) {
    this.m = new Float64Array(length);
    this.v = new Float64Array(length);
    this.momentum = Float64Array.of(BETA1 * (1 - 0.5 * nextPower(this.decay)), 1);
  }
}

/**
 * NAdam: Adam with Nesterov momentum, whose decay rate mu_t grows towards beta1.
 *
 *     mu_t   = beta1 (1 - 0.96^(0.004 t) / 2)
 *     m      = beta1 m + (1 - beta1) g
 *     v      = beta2 v + (1 - beta2) g^2
 *     d      = sqrt(v / (1 - beta2^t)) + eps
 *     theta -= lr (1 - mu_t) / (1 - mu_1 ... mu_t) g / d
 *            + lr mu_(t+1) / (1 - mu_1 ... mu_(t+1)) m / d
 *
 * @see Dozat (2016), "Incorporating Nesterov momentum into Adam", algorithm 2; momentum decay as in
 * PyTorch.
 */
export const nadam: UpdateRule<NAdamState> = {
  learningRate: 0.002,
  init: (parameters) => new NAdamState(parameters),
  update: (parameters, gradients, { m, v, power2, decay, momentum }, learningRate) => {
    const mu = momentum[0];
    const muNext = BETA1 * (1 - 0.5 * nextPower(decay));
    const product = momentum[1] * mu;
    momentum[0] = muNext;
    momentum[1] = product;
    const gradientStep = (learningRate * (1 - mu)) / (1 - product);
    const momentumStep = (learningRate * muNext) / (1 - product * muNext);
    const scale = 1 / Math.sqrt(1 - nextPower(power2));
    for (let i = 0; i < parameters.length; i++) {
      const g = gradients[i];
      const mNew = m[i] + (1 - BETA1) * (g - m[i]);
      const vNew = BETA2 * v[i] + (1 - BETA2) * g * g;
      m[i] = mNew;
      v[i] = vNew;
      const d = Math.sqrt(vNew) * scale + EPS;
      parameters[i] = parameters[i] - (gradientStep * g) / d - (momentumStep * mNew) / d;
    }
  },
};
