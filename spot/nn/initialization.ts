/**
 * Initial weights of a linear map by name; its bias starts at 0, norms at 1 and 0.
 *
 * @see Glorot, Bengio (2010), "Understanding the difficulty of training deep feedforward neural
 * networks", equation 16 (xavier); He, Zhang, Ren, Sun (2015), "Delving Deep into Rectifiers",
 * equation 10 (kaiming).
 *
 * @module
 */
import { log } from "../core/exact/log.ts";
import type { Random } from "../core/random/stream.ts";
import type { BatchNormLayout, LayerNormLayout, LinearLayout, NetworkLayout } from "./layout.ts";

/** The name of an initialisation. */
export type InitializationName =
  | "Default"
  | "kaiming_uniform"
  | "kaiming_normal"
  | "xavier_uniform"
  | "xavier_normal";

/** Every initialisation's name, in the order of the hyperparameter table. */
export const initializationNames: readonly InitializationName[] = [
  "Default",
  "kaiming_uniform",
  "kaiming_normal",
  "xavier_uniform",
  "xavier_normal",
];

type Draw = (random: Random, layer: LinearLayout) => () => number;

/** Uniform in [0, 1) for Default, else uniform or normal around 0 with the paper's variance. */
const draws: Readonly<Record<InitializationName, Draw>> = {
  Default: (random) => random,
  kaiming_uniform: (random, { inputs }) => uniform(random, Math.sqrt(6 / inputs)),
  kaiming_normal: (random, { inputs }) => normal(random, Math.sqrt(2 / inputs)),
  xavier_uniform: (random, { inputs, outputs }) =>
    uniform(random, Math.sqrt(6 / (inputs + outputs))),
  xavier_normal: (random, { inputs, outputs }) => normal(random, Math.sqrt(2 / (inputs + outputs))),
};

function uniform(random: Random, bound: number): () => number {
  return () => (2 * random() - 1) * bound;
}

/** The polar method of Marsaglia and Bray (1964); the second number of each pair is left out. */
function normal(random: Random, deviation: number): () => number {
  return () => {
    for (;;) {
      const u = 2 * random() - 1;
      const v = 2 * random() - 1;
      const square = u * u + v * v;
      if (square > 0 && square < 1) return deviation * u * Math.sqrt(-2 * log(square) / square);
    }
  };
}

/** Sets all parameters and running statistics of a network to their start. */
export function initialize(
  { blocks, last }: NetworkLayout,
  values: Float64Array,
  { initialization, random }: {
    readonly initialization: InitializationName;
    readonly random: Random;
  },
): void {
  const linear = (layer: LinearLayout) => {
    const draw = draws[initialization](random, layer);
    const count = layer.inputs * layer.outputs;
    for (let i = 0; i < count; i++) values[layer.weight + i] = draw();
    values.fill(0, layer.bias, layer.bias + layer.outputs);
  };
  for (const { fc1, bn1, ln1, fc2, bn2, ln2, shortcut } of blocks) {
    linear(fc1);
    startNorms(values, bn1, ln1);
    linear(fc2);
    startNorms(values, bn2, ln2);
    if (shortcut) {
      linear(shortcut.linear);
      startBatchNorm(values, shortcut.bn);
    }
  }
  linear(last);
}

function startNorms(values: Float64Array, bn: BatchNormLayout, ln: LayerNormLayout): void {
  startBatchNorm(values, bn);
  values.fill(1, ln.weight, ln.weight + ln.width);
  values.fill(0, ln.bias, ln.bias + ln.width);
}

function startBatchNorm(values: Float64Array, bn: BatchNormLayout): void {
  values.fill(1, bn.weight, bn.weight + bn.width);
  values.fill(0, bn.bias, bn.bias + bn.width);
  values.fill(0, bn.runningMean, bn.runningMean + bn.width);
  values.fill(1, bn.runningVariance, bn.runningVariance + bn.width);
}
