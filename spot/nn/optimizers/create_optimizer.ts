/** The table of optimizers. @module */
import { checkNumber, checkOptionNames, show, suggestion } from "../../core/options/options.ts";
import { adadelta } from "./adadelta.ts";
import { adagrad } from "./adagrad.ts";
import { adam } from "./adam.ts";
import { adamax } from "./adamax.ts";
import { adamw } from "./adamw.ts";
import { asgd } from "./asgd.ts";
import { nadam } from "./nadam.ts";
import type { Optimizer, OptimizerName, UpdateRule } from "./optimizer.ts";
import { radam } from "./radam.ts";
import { rmsprop } from "./rmsprop.ts";
import { rprop } from "./rprop.ts";
import { sgd } from "./sgd.ts";

const rules: Readonly<Record<OptimizerName, UpdateRule<unknown>>> = {
  Adadelta: adadelta,
  Adagrad: adagrad,
  Adam: adam,
  AdamW: adamw,
  Adamax: adamax,
  ASGD: asgd,
  NAdam: nadam,
  RAdam: radam,
  RMSprop: rmsprop,
  Rprop: rprop,
  SGD: sgd,
};

/** The names of all optimizers. */
export const optimizerNames: readonly OptimizerName[] = Object.keys(rules) as OptimizerName[];

/** Options of {@linkcode createOptimizer}. */
export interface CreateOptimizerOptions {
  /** Factor on the optimizer's own learning rate. @default {1} */
  readonly lrMult?: number;
}

const ACTION = "make an optimizer";

/**
 * Makes an optimizer with PyTorch's default constants.
 *
 * @param name One of {@linkcode optimizerNames}.
 * @param parameters n numbers, updated in place by each step; any vector, no network needed.
 * @returns The optimizer, before its first step.
 * @throws {RangeError} If the name is unknown, SparseAdam, or lrMult is not positive and finite.
 *
 * @example
 * ```ts
 * import { createOptimizer } from "@spot/spot/nn";
 *
 * const parameters = Float64Array.of(1, -2);
 * const optimizer = createOptimizer("SGD", parameters, { lrMult: 100 });
 * optimizer.step(Float64Array.of(5, -5)); // learning rate 0.001 * 100
 * console.log(parameters); // Float64Array(2) [ 0.5, -1.5 ]
 * ```
 */
export function createOptimizer(
  name: string,
  parameters: Float64Array,
  options: CreateOptimizerOptions = {},
): Optimizer {
  checkOptimizerName(`Cannot ${ACTION} as 'name'`, name);
  checkOptionNames(ACTION, options, ["lrMult"]);
  const { lrMult = 1 } = options;
  checkNumber(ACTION, "lrMult", lrMult, { min: 0, aboveMin: true, max: Number.MAX_VALUE });
  if (!(parameters instanceof Float64Array)) {
    throw new TypeError(
      `Cannot ${ACTION} as 'parameters' must be a Float64Array: current value is ${
        show(parameters)
      }`,
    );
  }
  return new RuleOptimizer(name, parameters, lrMult);
}

class RuleOptimizer implements Optimizer {
  readonly name: OptimizerName;
  readonly baseLearningRate: number;
  learningRate: number;
  readonly #rule: UpdateRule<unknown>;
  readonly #parameters: Float64Array;
  readonly #state: unknown;

  constructor(name: OptimizerName, parameters: Float64Array, lrMult: number) {
    this.name = name;
    this.#rule = rules[name];
    this.#parameters = parameters;
    this.#state = this.#rule.init(parameters);
    this.baseLearningRate = this.#rule.learningRate * lrMult;
    this.learningRate = this.baseLearningRate;
  }

  step(gradients: Float64Array): void {
    if (gradients?.length !== this.#parameters.length) {
      throw new RangeError(
        `Cannot step ${this.name} as there must be one gradient per parameter: ` +
          `${this.#parameters.length} parameters, ${gradients?.length ?? "no"} gradients`,
      );
    }
    this.#rule.update(this.#parameters, gradients, this.#state, this.learningRate);
  }
}

/**
 * Checks an optimizer's name.
 *
 * @param subject Begins the message: "Cannot train as 'optimizer'".
 * @throws {TypeError | RangeError} If there is no such optimizer, or it needs sparse gradients.
 */
export function checkOptimizerName(
  subject: string,
  name: unknown,
): asserts name is OptimizerName {
  if (name === "SparseAdam") {
    throw new RangeError(
      `${subject} must not be SparseAdam, which needs sparse gradients: this network's are dense, use 'Adam'`,
    );
  }
  if (typeof name === "string" && Object.hasOwn(rules, name)) return;
  const why = `${subject} must be an optimizer's name: current value is ${show(name)}`;
  if (typeof name !== "string") throw new TypeError(why);
  throw new RangeError(`${why}; ${suggestion(name, optimizerNames)}`);
}
