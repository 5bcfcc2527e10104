/**
 * Optimizers: rules that move parameters against their gradients.
 *
 * Notation, here and in the rules: theta the parameters; g their gradients; lr the learning rate;
 * t the number of the step, from 1; n the number of parameters.
 *
 * @module
 */

/** The optimizers by PyTorch's names. */
export type OptimizerName =
  | "Adadelta"
  | "Adagrad"
  | "Adam"
  | "AdamW"
  | "Adamax"
  | "ASGD"
  | "NAdam"
  | "RAdam"
  | "RMSprop"
  | "Rprop"
  | "SGD";

/** An optimizer at work on one vector of parameters. */
export interface Optimizer {
  /** Its rule. */
  readonly name: OptimizerName;
  /** The rate of the next step; a schedule sets it. */
  learningRate: number;
  /** The rate at the start: the rule's own times lrMult. */
  readonly baseLearningRate: number;
  /** Its numbers beside the learning rate, live: with them it goes on where another one stopped. */
  readonly state: readonly Float64Array[];
  /**
   * Updates the parameters in place; allocates nothing.
   *
   * @param gradients n numbers, one per parameter.
   * @throws {RangeError} If there are not as many gradients as parameters.
   */
  step(gradients: Float64Array): void;
}

/** One optimizer's rule; a table holds them by name. */
export interface UpdateRule<State> {
  /** The rate for lrMult 1. */
  readonly learningRate: number;
  /** Makes the state before the first step. */
  init(parameters: Float64Array): State;
  /** Takes one step: updates parameters and state in place. */
  update(
    parameters: Float64Array,
    gradients: Float64Array,
    state: State,
    learningRate: number,
  ): void;
}
