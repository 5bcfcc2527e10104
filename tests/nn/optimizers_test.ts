import { assertEquals, assertThrows } from "@std/assert";
import { createOptimizer, optimizerNames } from "../../spot/nn/optimizers/mod.ts";
import golden from "../golden/optimizers.json" with { type: "json" };

/** PyTorch 2.15, float64; tolerance: the last bits, as products are grouped otherwise here. */
const TOLERANCE = 1e-13;

interface Tensors {
  readonly a: readonly (readonly number[])[];
  readonly b: readonly number[];
}

const flat = ({ a, b }: Tensors) => Float64Array.from([...a.flat(), ...b]);

function largestError(actual: Float64Array, expected: Float64Array): number {
  return actual.reduce((largest, value, i) => {
    const error = Math.abs(value - expected[i]) / Math.max(Math.abs(expected[i]), 1e-300);
    return Math.max(largest, error);
  }, 0);
}

for (const entry of golden) {
  Deno.test(`createOptimizer() steps as PyTorch does if the name is ${entry.optimizer}`, () => {
    const parameters = flat(entry.parameters);
    const optimizer = createOptimizer(entry.optimizer, parameters, { lrMult: entry.lr_mult });
    entry.gradients.forEach((gradients, step) => {
      optimizer.step(flat(gradients));
      const error = largestError(parameters, flat(entry.parameters_after_each_step[step]));
      if (!(error <= TOLERANCE)) throw new Error(`step ${step + 1}: relative error ${error}`);
    });
  });
}

Deno.test("createOptimizer() knows the eleven dense optimizers", () => {
  assertEquals([...optimizerNames].sort(), golden.map(({ optimizer }) => optimizer).sort());
});

Deno.test("createOptimizer() throws if the name is unknown", () => {
  assertThrows(
    () => createOptimizer("adamw2", new Float64Array(1)),
    RangeError,
    "Cannot make an optimizer as 'adamw2' is unknown: did you mean 'AdamW'?",
  );
});
