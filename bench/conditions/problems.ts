/** Spaces of three algorithms with parameters of their own, with conditions and without. @module */
import { log } from "../../spot/core/exact/log.ts";
import type { ConditionsSpec } from "../../spot/core/space/conditions.ts";
import { defineSpace, factor, float, int, ordinal } from "../../spot/core/space/define_space.ts";
import type { Space, VariableSpec } from "../../spot/core/space/define_space.ts";
import type { Configuration } from "../../spot/core/space/variable.ts";
import { qualityFunctions } from "../quality/functions.ts";

/** A function whose smallest value is 0, with the space that it is searched in. */
export interface ConditionalProblem {
  /** The space; without conditions all variables are always there. */
  space(conditions: boolean): Space;
  evaluate(configuration: Configuration): number;
}

/** Conditions, or none. */
type When = (conditions: ConditionsSpec) => { readonly when?: ConditionsSpec };

function spaces(specOf: (when: When) => Readonly<Record<string, VariableSpec>>) {
  return (conditions: boolean): Space =>
    defineSpace(specOf((when) => conditions ? { when } : {})) as Space;
}

/** Each algorithm is a test function in units of its median over the box; its optimum is its offset. */
const parts = [
  { algorithm: "branin", offset: 0.25, unit: 34 },
  { algorithm: "camel6", offset: 0.5, unit: 9.3 },
  { algorithm: "hartmann3", offset: 0, unit: 3.3 },
].map((part) => ({ ...part, fun: qualityFunctions[part.algorithm] }));

const functions: ConditionalProblem = {
  space: spaces((when) => ({
    algorithm: factor(parts.map(({ algorithm }) => algorithm)),
    ...Object.fromEntries(
      parts.flatMap(({ algorithm, fun: { lower, upper } }) =>
        lower.map((low, i) => [`${algorithm}${i}`, float(low, upper[i], when({ algorithm }))])
      ),
    ),
  })),
  evaluate(configuration) {
    const { algorithm, offset, unit, fun } = parts.find((part) =>
      part.algorithm === configuration.algorithm
    )!;
    const x = fun.lower.map((_, i) => Number(configuration[`${algorithm}${i}`]));
    return offset + Math.max(0, fun.evaluate(x) - fun.optimum) / unit;
  },
};

/** How far a value is from the best one, on a logarithmic scale from `lower` to `upper`. */
const missOf = (value: unknown, best: number, [lower, upper]: readonly [number, number]) =>
  (log(Number(value)) - log(best)) / (log(upper) - log(lower));
const square = (value: number) => value * value;

/** Mixed types, a nested condition, and a variable that two algorithms share. */
const learners: ConditionalProblem = {
  space: spaces((when) => ({
    learner: factor(["forest", "boosting", "network"]),
    trees: int(10, 1000, { scale: "log", ...when({ learner: ["forest", "boosting"] }) }),
    depth: int(1, 12, when({ learner: "forest" })),
    shrinkage: float(1e-3, 1, { scale: "log", ...when({ learner: "boosting" }) }),
    subsample: float(0.2, 1, when({ learner: "boosting" })),
    rate: float(1e-5, 1e-1, { scale: "log", ...when({ learner: "network" }) }),
    width: ordinal([16, 32, 64, 128, 256], when({ learner: "network" })),
    dropout: float(0, 0.8, when({ learner: "network" })),
    optimizer: factor(["sgd", "adam", "rprop"], when({ learner: "network" })),
    momentum: float(0, 0.99, when({ optimizer: "sgd" })),
  })),
  evaluate(c) {
    if (c.learner === "forest") {
      const trees = missOf(c.trees, 300, [10, 1000]);
      return 0.5 + square(trees) + square((Number(c.depth) - 8) / 11);
    }
    if (c.learner === "boosting") {
      // Many trees want small steps.
      const valley = missOf(c.trees, 200, [10, 1000]) + 1.5 * missOf(c.shrinkage, 0.05, [1e-3, 1]);
      return 0.25 + 2 * square(valley) + square(missOf(c.shrinkage, 0.05, [1e-3, 1])) +
        square(Number(c.subsample) - 0.7);
    }
    const momentum = c.optimizer === "sgd" ? Number(c.momentum) - 0.9 : 0;
    const best = c.optimizer === "sgd" ? 0.01 : 0.001;
    const width = missOf(c.width, 128, [16, 256]);
    return (c.optimizer === "sgd" ? 0 : c.optimizer === "adam" ? 0.03 : 0.2) +
      3 * square(missOf(c.rate, best, [1e-5, 1e-1]) + 0.3 * momentum) + square(momentum) +
      0.5 * square(width) + square(Number(c.dropout) - 0.25 - 0.3 * width);
  },
};

/** The problems by name. */
export const problems: Readonly<Record<"functions" | "learners", ConditionalProblem>> = {
  functions,
  learners,
};
