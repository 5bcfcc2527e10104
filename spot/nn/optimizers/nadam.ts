/** @module */
import { pow } from "../../exact/pow.ts";
import { nextPower, type Power, startPower } from "./_power.ts";
import type { UpdateRule } from "./optimizer.ts";

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPS = 1e-8;
const MOMENTUM_DECAY = 0.004;

/** Adam's means, the power of the second one's decay rate, and [t, mu_1 mu_2 ... mu_t]. */
export interface NAdamState {
  readonly m: Float64Array;
  readonly v: Float64Array;
  readonly power2: Power;
  readonly momentum: Float64Array;
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
  init: ({ length }) => ({
    m: new Float64Array(length),
    v: new Float64Array(length),
    power2: startPower(BETA2),
    momentum: Float64Array.of(0, 1),
  }),
  update: (parameters, gradients, { m, v, power2, momentum }, learningRate) => {
    const t = ++momentum[0];
    const mu = momentumDecay(t);
    const muNext = momentumDecay(t + 1);
    const product = momentum[1] *= mu;
    const gradientStep = (learningRate * (1 - mu)) / (1 - product);
    const momentumStep = (learningRate * muNext) / (1 - product * muNext);
    const scale = 1 / Math.sqrt(1 - nextPower(power2));
    for (let i = 0; i < parameters.length; i++) {
      const g = gradients[i];
      const mNew = m[i] + (1 - BETA1) * (g - m[i]);
      const vNew = BETA2 * v[i] + (1 - BETA2) * g * g;
      m[i] = mNew;
      v[i] = vNew;
      parameters[i] -= (gradientStep * g + momentumStep * mNew) / (Math.sqrt(vNew) * scale + EPS);
    }
  },
};

function momentumDecay(t: number): number {
  return BETA1 * (1 - 0.5 * pow(0.96, t * MOMENTUM_DECAY));
}
