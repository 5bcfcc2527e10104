/** @module */
import type { UpdateRule } from "./optimizer.ts";

const ALPHA = 0.99;
const EPS = 1e-8;

/**
 * RMSprop; the state is v, the running mean of squared gradients.
 *
 *     v      = alpha v + (1 - alpha) g^2
 *     theta -= lr g / (sqrt(v) + eps)
 *
 * @see Tieleman and Hinton (2012), "Neural networks for machine learning", lecture 6.5.
 */
export const rmsprop: UpdateRule<Float64Array> = {
  learningRate: 0.01,
  init: ({ length }) => new Float64Array(length),
  update: (parameters, gradients, v, learningRate) => {
    for (let i = 0; i < parameters.length; i++) {
      const g = gradients[i];
      const mean = ALPHA * v[i] + (1 - ALPHA) * g * g;
      v[i] = mean;
      parameters[i] -= (learningRate * g) / (Math.sqrt(mean) + EPS);
    }
  },
};
