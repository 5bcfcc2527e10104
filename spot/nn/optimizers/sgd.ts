/** @module */
import type { UpdateRule } from "./optimizer.ts";

/**
 * Stochastic gradient descent without momentum.
 *
 *     theta -= lr g
 *
 * @see Robbins and Monro (1951), "A stochastic approximation method".
 */
export const sgd: UpdateRule<undefined> = {
  learningRate: 0.001,
  init: () => undefined,
  update: (parameters, gradients, _state, learningRate) => {
    for (let i = 0; i < parameters.length; i++) parameters[i] -= learningRate * gradients[i];
  },
};
