/** The table of optimizers. @module */
import {
  checkValue,
  Fault,
  type Kind,
  type OptionTable,
  positiveNumber,
  resolveOptions,
  show,
  suggestion,
} from "../../core/options/options.ts";
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
const table = {
  lrMult: { kind: positiveNumber, default: 1 },
} satisfies OptionTable<CreateOptimizerOptions>;

/** An optimizer's name; of those for sparse gradients the message says why not. */
export const optimizerName: Kind<OptimizerName> = {
  rule: "an optimizer's name",
  check: (value) => {
    if (typeof value !== "string") return new Fault(optimizerName.rule, value, { isType: true });
    if (Object.hasOwn(rules, value)) return value as OptimizerName;
    if (value !== "SparseAdam") {
      const hint = `; ${suggestion(value, optimizerNames)}`;
      return new Fault(optimizerName.rule, value, { hint });
    }
    const rule = "other than SparseAdam, which needs sparse gradients";
    return new Fault(rule, value, { hint: "; this network's are dense, use 'Adam'" });
  },
};

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
  const known = checkValue(ACTION, "name", name, optimizerName);
  const { lrMult } = resolveOptions(ACTION, table, options);
  if (!(parameters instanceof Float64Array)) {
    throw new TypeError(
      `Cannot ${ACTION} as 'parameters' must be a Float64Array: current value is ${
        show(parameters)
      }`,
    );
  }
  return new RuleOptimizer(known, parameters, lrMult);
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

  /** Every rule keeps its numbers in arrays: one, or several in an object. */
  get state(): readonly Float64Array[] {
    const state = this.#state ?? {};
    return state instanceof Float64Array ? [state] : Object.values(state);
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
