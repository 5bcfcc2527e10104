import { assert, assertEquals } from "@std/assert";
import { type ActivationName, activationNames, activations } from "../../spot/nn/activations.ts";
import { errorInUlp } from "../core/exact/_references.ts";
import { plainActivations } from "./plain/plain_layers.ts";

function apply(name: ActivationName, x: number): [value: number, slope: number] {
  const work = Float64Array.of(9, x, 9, 9, 9);
  activations[name](work, 1, 3, 1);
  assertEquals([work[0], work[2], work[4]], [9, 9, 9], "wrote beside its numbers");
  return [work[1], work[3]];
}

Deno.test("activations have the plain formulas' values and slopes", () => {
  for (const name of activationNames) {
    for (let x = -30; x < 30; x += 0.173) {
      apply(name, x).forEach((actual, i) => {
        const expected = plainActivations[name](x)[i];
        const error = Math.abs(actual - expected);
        assert(
          error <= 1e-15 * Math.max(1, Math.abs(expected)),
          `${name}(${x})[${i}]: ${actual}`,
        );
      });
    }
  }
});

Deno.test("activations have PyTorch's slopes if x is 0", () => {
  // torch.autograd.grad of each at 0, PyTorch 2.15.
  const slopes = { Sigmoid: 0.25, Tanh: 1, ReLU: 0, LeakyReLU: 0.1, ELU: 1, Swish: 0.5 };
  for (const name of activationNames) {
    for (const zero of [0, -0]) assertEquals(apply(name, zero)[1], slopes[name], name);
  }
});

Deno.test("activations stay finite and in range if |x| is up to 1e308", () => {
  const limits: Record<ActivationName, (x: number) => [number, number]> = {
    Sigmoid: (x) => x > 0 ? [1, 0] : [0, 0],
    Tanh: (x) => [Math.sign(x), 0],
    ReLU: (x) => x > 0 ? [x, 1] : [0, 0],
    LeakyReLU: (x) => x > 0 ? [x, 1] : [0.1 * x, 0.1],
    ELU: (x) => x > 0 ? [x, 1] : [-1, 0],
    Swish: (x) => x > 0 ? [x, 1] : [0, 0],
  };
  for (const name of activationNames) {
    for (const x of [1e3, 1e154, 1e308, -1e3, -1e154, -1e308]) {
      assertEquals(apply(name, x).map((value) => value + 0), limits[name](x), `${name}(${x})`);
    }
  }
});

Deno.test("activations have a hyperbolic tangent within four units in the last place of mpmath's", () => {
  // x and tanh x, from mpmath at 200 bits.
  const tangents: [number, number][] = [
    [1, 0.7615941559557649],
    [-1, -0.7615941559557649],
    [1e-8, 1e-8],
    [-0.001, -0.0009999996666668],
    [0.25, 0.24491866240370913],
    [-0.7, -0.6043677771171635],
    [2.5, 0.9866142981514303],
    [-8.125, -0.999999824715051],
    [19.5, 1],
  ];
  for (const [x, tangent] of tangents) {
    const [value] = apply("Tanh", x);
    assert(errorInUlp(value, tangent) <= 4, `tanh ${x} is ${value}, not ${tangent}`);
  }
});
