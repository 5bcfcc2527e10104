/** @module */
import type { UpdateRule } from "./optimizer.ts";

const ETA_MINUS = 0.5;
const ETA_PLUS = 1.2;
const STEP_MIN = 1e-6;
const STEP_MAX = 50;

/** The previous gradients and each parameter's step size; [t]. */
export class RpropState {
  readonly previous: Float64Array;
  readonly steps: Float64Array;
  readonly count: Float64Array = new Float64Array(1);

  constructor({ length }: Float64Array) {
    this.previous = new Float64Array(length);
    this.steps = new Float64Array(length);
  }
}

/**
 * Resilient backpropagation: only signs of gradients matter. The learning rate is the first step
 * size, so a later change of it has no effect.
 *
 *     s      = s 1.2 if g g_previous > 0,  s 0.5 (and g = 0) if < 0,  kept in [1e-6, 50]
 *     theta -= sign(g) s
 *
 * @see Riedmiller and Braun (1993), "A direct adaptive method for faster backpropagation learning:
 * the RPROP algorithm", in the variant without weight-backtracking of Igel and Hüsken (2000),
 * "Improving the Rprop learning algorithm" (iRprop-).
 */
export const rprop: UpdateRule<RpropState> = {
  learningRate: 0.01,
  init: (parameters) => new RpropState(parameters),
  update: (parameters, gradients, { previous, steps, count }, learningRate) => {
    if (count[0]++ === 0) steps.fill(learningRate);
    for (let i = 0; i < parameters.length; i++) {
      const agreement = gradients[i] * previous[i];
      const factor = agreement > 0 ? ETA_PLUS : agreement < 0 ? ETA_MINUS : 1;
      const size = Math.min(Math.max(steps[i] * factor, STEP_MIN), STEP_MAX);
      const g = agreement < 0 ? 0 : gradients[i];
      steps[i] = size;
      previous[i] = g;
      parameters[i] -= g > 0 ? size : g < 0 ? -size : 0;
    }
  },
};
