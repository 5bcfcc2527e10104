/** @module */
import type { UpdateRule } from "./optimizer.ts";

const LAMBDA = 1e-4;

/** [t, eta]: the steps taken, and the rate of the next one once a step was taken. */
export type AsgdState = Float64Array;

/**
 * Averaged stochastic gradient descent, as PyTorch has it: the parameters are the iterates, decayed
 * by lambda; eta follows the learning rate one step late. (Their average is kept by PyTorch but
 * never used in the steps, so it is not kept here.)
 *
 *     eta_1     = lr
 *     theta     = (1 - lambda eta_t) theta - eta_t g
 *     eta_(t+1) = lr / (1 + lambda lr t)^0.75
 *
 * @see Polyak and Juditsky (1992), "Acceleration of stochastic approximation by averaging";
 * Bottou (2010), "Large-scale machine learning with stochastic gradient descent".
 */
export const asgd: UpdateRule<AsgdState> = {
  learningRate: 0.01,
  init: () => new Float64Array(2),
  update: (parameters, gradients, state, learningRate) => {
    const eta = state[0] === 0 ? learningRate : state[1];
    const decay = 1 - LAMBDA * eta;
    for (let i = 0; i < parameters.length; i++) {
      parameters[i] = decay * parameters[i] - eta * gradients[i];
    }
    state[0]++;
    const root = Math.sqrt(1 + LAMBDA * learningRate * state[0]);
    state[1] = learningRate / (root * Math.sqrt(root));
  },
};
