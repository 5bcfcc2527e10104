/** @module */
import type { UpdateRule } from "./optimizer.ts";

const EPS = 1e-10;

/**
 * Adagrad; the state is s, the sum of squared gradients.
 *
 *     s     += g^2
 *     theta -= lr g / (sqrt(s) + eps)
 *
 * @see Duchi, Hazan and Singer (2011), "Adaptive subgradient methods for online learning and
 * stochastic optimization", figure 1.
 */
export const adagrad: UpdateRule<Float64Array> = {
  learningRate: 0.01,
  init: ({ length }) => new Float64Array(length),
  update: (parameters, gradients, s, learningRate) => {
    for (let i = 0; i < parameters.length; i++) {
      const g = gradients[i];
      s[i] += g * g;
      parameters[i] -= (learningRate * g) / (Math.sqrt(s[i]) + EPS);
    }
  },
};
