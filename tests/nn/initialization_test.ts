import { assert, assertEquals } from "@std/assert";
import { type InitializationName, initializationNames } from "../../spot/nn/initialization.ts";
import { NNResNetRegressor } from "../../spot/nn/resnet.ts";

const inputs = 100;
const outputs = 200;

function weightsOf(initialization: InitializationName): number[] {
  const net = new NNResNetRegressor({ lIn: inputs, l1: outputs, initialization, seed: 4 });
  return net.stateDict()["layers.0.fc1.weight"].flat();
}

function moments(values: number[]) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) * (b - mean), 0) / values.length;
  return { mean, variance, largest: Math.max(...values.map(Math.abs)) };
}

/** Mean and variance as torch.nn.init documents them; uniform ones end at sqrt(3 variance). */
const expected: Record<InitializationName, [mean: number, variance: number, uniform: boolean]> = {
  Default: [0.5, 1 / 12, false],
  kaiming_uniform: [0, 2 / inputs, true],
  kaiming_normal: [0, 2 / inputs, false],
  xavier_uniform: [0, 2 / (inputs + outputs), true],
  xavier_normal: [0, 2 / (inputs + outputs), false],
};

Deno.test("NNResNetRegressor starts with the moments of its initialisation", () => {
  for (const name of initializationNames) {
    const [mean, variance, isUniform] = expected[name];
    const found = moments(weightsOf(name));
    // Five standard errors at 20,000 weights.
    assert(Math.abs(found.mean - mean) < 5 * Math.sqrt(variance / 20_000), name);
    assert(Math.abs(found.variance / variance - 1) < 5 * Math.sqrt(2 / 20_000), name);
    const bound = Math.sqrt(3 * variance);
    if (isUniform) assert(found.largest <= bound && found.largest > 0.999 * bound, name);
    else if (name !== "Default") assert(found.largest > 1.5 * bound, `${name} has no tails`);
  }
});

Deno.test("NNResNetRegressor starts with biases 0, norms 1 and 0, statistics 0 and 1", () => {
  for (
    const [name, tensor] of Object.entries(new NNResNetRegressor({ lIn: 5, l1: 8 }).stateDict())
  ) {
    if (tensor.some(Array.isArray)) continue;
    const isOne = name.endsWith("running_var") || name.endsWith(".weight");
    assertEquals(tensor, tensor.map(() => isOne ? 1 : 0), name);
  }
});

Deno.test("NNResNetRegressor starts the same if the seed is the same, else not", () => {
  const first = (seed: number) => new NNResNetRegressor({ lIn: 5, l1: 8, seed }).parameters[0];
  assertEquals(first(1), first(1));
  assertEquals(new Set([1, 2, 3, 4].map(first)).size, 4);
});
