import { assert, assertEquals, assertThrows } from "@std/assert";
import { createOptimizer, optimizerNames } from "../../spot/nn/mod.ts";
import long from "../golden/optimizers_long.json" with { type: "json" };
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

/** Tolerance for 1000 steps: PyTorch fuses multiply-adds, so that each step differs by a last bit. */
const LONG_TOLERANCE = 1e-12;

function longGradients(step: number): Float64Array {
  return Float64Array.from(
    long.scale,
    (scale, i) => ((37 * step + 101 * i + 13 + step * i) % 97 - 48) / 16 * scale,
  );
}

for (const { optimizer: name, lr_mult: lrMult, parameters: expected } of long.runs) {
  Deno.test(`createOptimizer() stays with PyTorch over 1000 steps of a schedule if the name is ${name}`, () => {
    const parameters = Float64Array.of(1, -2, 3, -4, 5).map((value) => value / 4);
    const optimizer = createOptimizer(name, parameters, { lrMult });
    for (let step = 0; step < 1000; step++) {
      if (step === 300 || step === 700) optimizer.learningRate *= 0.1;
      optimizer.step(longGradients(step));
      const mark = long.after_steps.indexOf(step + 1);
      if (mark < 0) continue;
      const error = largestError(parameters, Float64Array.from(expected[mark]));
      if (!(error <= LONG_TOLERANCE)) throw new Error(`step ${step + 1}: relative error ${error}`);
    }
  });
}

Deno.test("createOptimizer() knows PyTorch's eleven dense optimizers, and begins at lrMult times the rate", () => {
  assertEquals([...optimizerNames].sort(), golden.map(({ optimizer }) => optimizer).sort());
  for (const name of optimizerNames) {
    const [plain, faster] = [1, 7].map((lrMult) =>
      createOptimizer(name, new Float64Array(1), { lrMult })
    );
    assertEquals([faster.name, faster.learningRate], [name, 7 * plain.learningRate]);
    assertEquals(faster.baseLearningRate, faster.learningRate);
  }
});

Deno.test("step() keeps to a part of a larger array and leaves the gradients alone", () => {
  for (const name of optimizerNames) {
    const values = Float64Array.of(1, 2, 3, 4, 5, 6);
    const optimizer = createOptimizer(name, values.subarray(2, 4));
    const gradients = Float64Array.of(0.5, -0.5);
    optimizer.step(gradients);
    assertEquals(gradients, Float64Array.of(0.5, -0.5));
    assertEquals([values[0], values[1], values[4], values[5]], [1, 2, 5, 6]);
    assertEquals(values[2] < 3 && values[3] > 4, true, name);
  }
});

Deno.test("step() leaves parameters where they are if gradients are zero", () => {
  for (const name of optimizerNames.filter((each) => each !== "AdamW" && each !== "ASGD")) {
    const parameters = Float64Array.of(1, -2);
    const optimizer = createOptimizer(name, parameters);
    for (let step = 0; step < 20; step++) optimizer.step(new Float64Array(2));
    assertEquals(parameters, Float64Array.of(1, -2), name);
  }
});

Deno.test("step() allocates less than 64 bytes", () => {
  const gradients = new Float64Array(64).fill(0.1);
  for (const name of optimizerNames) {
    const optimizer = createOptimizer(name, new Float64Array(64));
    const growth: number[] = [];
    // On a busy machine compilation takes many rounds; a collection makes one round's growth negative.
    const isSmall = (bytes: number) => bytes >= 0 && bytes < 64;
    while (growth.length < 200 && !(growth.length > 1 && growth.slice(-2).every(isSmall))) {
      const before = Deno.memoryUsage().heapUsed;
      for (let step = 0; step < 2000; step++) optimizer.step(gradients);
      growth.push((Deno.memoryUsage().heapUsed - before) / 2000);
    }
    assert(growth.slice(-2).every(isSmall), `${name}: ${growth.slice(-5)} bytes a step`);
  }
});

Deno.test("step() throws if there are not as many gradients as parameters", () => {
  const optimizer = createOptimizer("Adam", new Float64Array(3));
  assertThrows(
    () => optimizer.step(new Float64Array(2)),
    RangeError,
    "Cannot step Adam as there must be one gradient per parameter: 3 parameters, 2 gradients",
  );
});

Deno.test("createOptimizer() throws if the name is unknown, or of an optimizer of sparse gradients", () => {
  assertThrows(
    () => createOptimizer("adamw2", new Float64Array(1)),
    RangeError,
    "Cannot make an optimizer as 'name' must be an optimizer's name: current value is \"adamw2\"; did you mean 'AdamW'?",
  );
  for (const name of ["", "__proto__", "toString"]) {
    assertThrows(() => createOptimizer(name, new Float64Array(1)), RangeError, "known are");
  }
  assertThrows(
    () => createOptimizer("SparseAdam", new Float64Array(1)),
    RangeError,
    "SparseAdam, which needs sparse gradients",
  );
  assertThrows(
    () => createOptimizer(3 as unknown as string, new Float64Array(1)),
    TypeError,
    "'name' must be an optimizer's name: current value is 3",
  );
});

Deno.test("createOptimizer() throws if an option is wrong", () => {
  const make = (options: object) => () => createOptimizer("Adam", new Float64Array(1), options);
  for (const lrMult of [0, -1, NaN, Infinity]) {
    assertThrows(make({ lrMult }), RangeError, "'lrMult' must be a finite number above 0");
  }
  assertThrows(make({ lrMult: "2" }), TypeError, "'lrMult' must be a finite number above 0");
  assertThrows(make({ lr_mult: 2 }), TypeError, "did you mean 'lrMult'?");
});
