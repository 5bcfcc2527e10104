/** @module */
import { AdamState, updateAdam } from "./adam.ts";
import type { UpdateRule } from "./optimizer.ts";

const WEIGHT_DECAY = 0.01;

/**
 * AdamW: Adam with decoupled weight decay lambda.
 *
 *     theta *= 1 - lr lambda
 *     theta  = Adam's step
 *
 * @see Loshchilov and Hutter (2019), "Decoupled weight decay regularization", algorithm 2.
 */
export const adamw: UpdateRule<AdamState> = {
  learningRate: 0.001,
  init: (parameters) => new AdamState(parameters),
  update: (parameters, gradients, state, learningRate) =>
    updateAdam(parameters, gradients, state, learningRate, 1 - learningRate * WEIGHT_DECAY),
};
