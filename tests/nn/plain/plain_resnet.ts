/** The network composed of plain layers, and its training loop. */
import { blockWidths } from "../../../spot/nn/layout.ts";
import { dropoutKey, dropoutStepKey } from "../../../spot/nn/layers/dropout.ts";
import { createOptimizer } from "../../../spot/nn/optimizers/create_optimizer.ts";
import type { StateDict } from "../../../spot/nn/state_dict.ts";
import {
  type Matrix,
  plainActivation,
  plainBatchNorm,
  plainDropout,
  type PlainLayer,
  plainLayerNorm,
  plainLinear,
  plainSequence,
  plainSum,
  type Store,
} from "./plain_layers.ts";

export interface PlainOptions {
  readonly lIn: number;
  readonly l1: number;
  readonly actFn: string;
  readonly dropoutProb: number;
  readonly seed: number;
}

export class PlainResNet {
  readonly gradients: Store = {};
  readonly state: Store;
  readonly #whole: PlainLayer;
  #step = 0;

  constructor({ lIn, l1, actFn, dropoutProb, seed }: PlainOptions, start: StateDict) {
    this.state = Object.fromEntries(
      Object.entries(start).map(([name, tensor]) => [name, Float64Array.from(tensor.flat())]),
    );
    const { gradients, state } = this;
    const widths = blockWidths(lIn, l1);
    const blocks = widths.map((width, i) => {
      const name = `layers.${i}`;
      const branch = plainSequence([
        plainLinear(`${name}.fc1`, state, gradients),
        plainBatchNorm(`${name}.bn1`, state, gradients),
        plainLayerNorm(`${name}.ln1`, state, gradients),
        plainActivation(actFn),
        plainDropout(dropoutProb, () => dropoutKey(dropoutStepKey(seed, this.#step), i)),
        plainLinear(`${name}.fc2`, state, gradients),
        plainBatchNorm(`${name}.bn2`, state, gradients),
        plainLayerNorm(`${name}.ln2`, state, gradients),
      ]);
      const shortcut = (widths[i - 1] ?? lIn) === width ? [] : [
        plainLinear(`${name}.shortcut.0`, state, gradients),
        plainBatchNorm(`${name}.shortcut.1`, state, gradients),
      ];
      return plainSequence([plainSum(branch, plainSequence(shortcut)), plainActivation(actFn)]);
    });
    const last = plainLinear(`layers.${widths.length}`, state, gradients);
    this.#whole = plainSequence([...blocks, last]);
  }

  forward(X: Rows, training: boolean): Matrix {
    if (training) this.#step++;
    return this.#whole.forward(toMatrix(X), training);
  }

  lossAndGradients(X: Rows, Y: Rows, training: boolean): number {
    const outputs = this.forward(X, training);
    const targets = toMatrix(Y).values;
    const count = targets.length;
    this.#whole.backward({
      ...outputs,
      values: outputs.values.map((out, i) => (2 * (out - targets[i])) / count),
    });
    return meanSquaredError(outputs.values, targets);
  }
}

type Rows = readonly (readonly number[])[];

const toMatrix = (rows: Rows): Matrix => (
  { n: rows.length, width: rows[0].length, values: Float64Array.from(rows.flat()) }
);

const meanSquaredError = (outputs: Float64Array, targets: Float64Array) =>
  outputs.reduce((sum, out, i) => sum + (out - targets[i]) * (out - targets[i]), 0) /
  outputs.length;

/** What a careless training loop does; returns the validation loss. */
export function trainPlain(
  net: PlainResNet,
  options: {
    readonly X: Rows;
    readonly Y: Rows;
    readonly valX: Rows;
    readonly valY: Rows;
    readonly epochs: number;
    readonly batchSize: number;
    readonly optimizer: string;
    readonly lrMult: number;
  },
): number {
  const { X, Y, valX, valY, epochs, batchSize, optimizer, lrMult } = options;
  const { state, gradients } = net;
  const rules = Object.keys(state).filter((name) => !name.includes("running")).map((name) => (
    { name, rule: createOptimizer(optimizer, state[name], { lrMult }) }
  ));
  let valLoss = NaN;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const reached = [1, 2, 3].filter((q) => epoch >= Math.floor((epochs * q) / 4)).length;
    for (const { rule } of rules) rule.learningRate = rule.baseLearningRate * 0.1 ** reached;
    for (let start = 0; start < X.length; start += batchSize) {
      const end = start + batchSize;
      net.lossAndGradients(X.slice(start, end), Y.slice(start, end), true);
      for (const { name, rule } of rules) rule.step(gradients[name]);
    }
    valLoss = meanSquaredError(net.forward(valX, false).values, toMatrix(valY).values);
  }
  return valLoss;
}
