/** Holds the routines of WebAssembly equal to the plain loops, bit for bit. */
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { memory } from "../../spot/nn/_memory.ts";
import { type ActivationName, activationNames } from "../../spot/nn/activations.ts";
import { setLossGradient, writeInput } from "../../spot/nn/batches.ts";
import { initialize } from "../../spot/nn/initialization.ts";
import { layOut } from "../../spot/nn/layout.ts";
import { Network } from "../../spot/nn/network.ts";
import { createOptimizer } from "../../spot/nn/optimizers/create_optimizer.ts";

interface Training {
  readonly isPlain: boolean;
  readonly activation: ActivationName;
  readonly shape: { readonly lIn: number; readonly l1: number; readonly lOut: number };
  readonly sizes: readonly number[];
  readonly optimizer: string;
  /** What the weights of norms begin with; large ones lead to the edges of exp. */
  readonly gamma?: number;
  /** Rows for which there is memory at the beginning. */
  readonly capacity?: number;
  /** What the workspace holds before each batch, if not the numbers of the one before. */
  readonly rest?: number;
  /** Every second batch is one of evaluation. */
  readonly isMixed?: boolean;
  readonly dropoutProbability?: number;
}

/** All numbers of a network and its optimizer, and the losses, after a batch of each size. */
function trained(training: Training) {
  const { isPlain, activation, shape, sizes, optimizer: name, gamma = 1, rest } = training;
  const { isMixed = false, dropoutProbability = 0.3 } = training;
  const layout = layOut(shape);
  const options = { activation, dropoutProbability, seed: 7 };
  const network = new Network(layout, options, training.capacity ?? Math.max(...sizes));
  const { arena } = network;
  const { values, parameterCount } = arena;
  assert(arena.routines !== undefined);
  if (isPlain) arena.routines = undefined;
  const random = createStream("same bits", shape.l1);
  initialize(layout, values, { initialization: "xavier_normal", random });
  for (const { ln1, ln2 } of layout.blocks) {
    for (const { weight, width } of [ln1, ln2]) values.fill(gamma, weight, weight + width);
  }
  // An optimizer of parameters that are elsewhere has its plain loop.
  const live = values.subarray(0, parameterCount);
  const parameters = isPlain ? live.slice() : live;
  const optimizer = createOptimizer(name, parameters, { lrMult: 2 });
  const losses = sizes.map((n, i) => {
    network.training = !isMixed || i % 2 === 0;
    const draw = () => 4 * random() - 2;
    network.begin(n);
    if (rest !== undefined) arena.work.fill(rest);
    writeInput(network, Array.from({ length: n }, () => Array.from({ length: shape.lIn }, draw)));
    network.forward();
    const loss = setLossGradient(network, Float64Array.from({ length: n * shape.lOut }, draw));
    network.backward();
    optimizer.step(values.subarray(parameterCount, 2 * parameterCount));
    if (isPlain) live.set(parameters);
    return loss;
  });
  network.training = false;
  network.forward();
  const { output } = network.workspace;
  const outputs = arena.work.slice(output, output + arena.n);
  return { values, losses, state: optimizer.state, output: outputs };
}

const optimizers = ["Adam", "AdamW", "Adamax", "Adadelta", "RMSprop"];

for (const activation of activationNames) {
  Deno.test(`Network has the same bits by routines if the activation is ${activation}`, () => {
    const shapes = [
      { lIn: 10, l1: 8, lOut: 1 },
      { lIn: 10, l1: 32, lOut: 3 },
      { lIn: 13, l1: 14, lOut: 2 },
      { lIn: 1, l1: 4, lOut: 1 },
    ];
    shapes.forEach((shape, i) => {
      for (const sizes of [[8, 6, 8], [13, 7, 2, 3], [2, 2], [65, 64]]) {
        const optimizer = optimizers[(i + sizes.length) % optimizers.length];
        const training = { activation, shape, sizes, optimizer };
        const plain = trained({ ...training, isPlain: true });
        assertEquals(trained({ ...training, isPlain: false }), plain);
        assert(plain.losses.every((loss) => loss > 0 && loss < 1e3), `${plain.losses}`);
      }
    });
  });

  Deno.test(`Network has the same bits by routines beyond exp's range if it is ${activation}`, () => {
    const shape = { lIn: 10, l1: 8, lOut: 1 };
    for (const gamma of [300, 1e6]) {
      const training = { activation, shape, sizes: [9, 6], optimizer: "Adam", gamma };
      const plain = trained({ ...training, isPlain: true });
      assertEquals(trained({ ...training, isPlain: false }), plain);
      assert(plain.values.every(Number.isFinite));
    }
  });
}

Deno.test("Network has the same bits by routines if some batches are of evaluation, also of one row", () => {
  for (const activation of activationNames) {
    const shape = { lIn: 10, l1: 8, lOut: 2 };
    const training = { activation, shape, sizes: [8, 1, 5, 6, 2, 1], optimizer: "Adam" } as const;
    for (const dropoutProbability of [0, 0.5]) {
      const mixed = { ...training, isMixed: true, dropoutProbability };
      assertEquals(trained({ ...mixed, isPlain: false }), trained({ ...mixed, isPlain: true }));
    }
  }
});

Deno.test("Network plays its passes: no layer asks for a routine", () => {
  const layout = layOut({ lIn: 3, lOut: 1, l1: 8 });
  const options = { activation: "Swish", dropoutProbability: 0.3, seed: 7 } as const;
  const network = new Network(layout, options, 4);
  network.arena.routines = new Proxy(network.arena.routines!, {
    get(_, name) {
      throw new Error(`A layer asks for ${String(name)}`);
    },
  });
  writeInput(network, [[1, 2, 3], [3, 1, 2], [2, 3, 1]]);
  network.forward();
  network.backward();
  network.training = false;
  network.forward();
  assertThrows(() => network.backward(), Error, "A layer asks for");
});

Deno.test("Network reads nothing of the workspace that is not the batch's", () => {
  for (const activation of activationNames) {
    for (const l1 of [4, 8, 14]) {
      const shape = { lIn: 3, l1, lOut: 2 };
      const training = { activation, shape, sizes: [9, 5, 3, 8], optimizer: "Adam" };
      const plain = trained({ ...training, isPlain: true });
      for (const isPlain of [false, true]) {
        for (const rest of [NaN, Infinity, 1e300]) {
          assertEquals(trained({ ...training, isPlain, rest }), plain);
        }
      }
    }
  }
});

Deno.test("Network has the same bits if its batches outgrow its memory in the middle", () => {
  const shape = { lIn: 10, l1: 8, lOut: 1 };
  const training = { activation: "Swish", shape, sizes: [4, 13, 3], optimizer: "Adam" } as const;
  const grown = trained({ ...training, isPlain: false, capacity: 4 });
  assertEquals(grown, trained({ ...training, isPlain: true }));
});

Deno.test("step() has the same bits by routines for every number of parameters", () => {
  for (const name of optimizers) {
    for (const count of [1, 2, 3, 8, 13]) {
      const [[theta, gradients], [plainTheta, plainGradients]] = [
        memory.arrays([count, count], [count, count]),
        [new Float64Array(count), new Float64Array(count)],
      ];
      const random = createStream("steps", count);
      const steps = [theta, plainTheta].map((vector) => createOptimizer(name, vector, {}));
      for (let step = 0; step < 5; step++) {
        gradients.forEach((_, i) => {
          plainGradients[i] = gradients[i] = i === 1 ? 0 : random() - 0.5;
        });
        steps[0].step(gradients);
        steps[1].step(plainGradients);
        assertEquals([theta, gradients, ...steps[0].state], [
          plainTheta,
          plainGradients,
          ...steps[1].state,
        ]);
      }
      assertNotEquals(theta[0], 0);
    }
  }
});
