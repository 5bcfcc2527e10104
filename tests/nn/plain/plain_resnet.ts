/** The network composed of plain layers, and its training loop. */
import { blockWidths } from "../../../spot/nn/layout.ts";
import { dropoutKey } from "../../../spot/nn/layers/dropout.ts";
import { createOptimizer } from "../../../spot/nn/optimizers/create_optimizer.ts";
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

  /** `state` is taken over, not copied. */
  constructor({ lIn, l1, actFn, dropoutProb, seed }: PlainOptions, state: Store) {
    this.state = state;
    const { gradients } = this;
    const widths = blockWidths(lIn, l1);
    const blocks = widths.map((width, i) => {
      const name = `layers.${i}`;
      const branch = plainSequence([
        plainLinear(`${name}.fc1`, state, gradients),
        plainBatchNorm(`${name}.bn1`, state, gradients),
        plainLayerNorm(`${name}.ln1`, state, gradients),
        plainActivation(actFn),
        plainDropout(dropoutProb, () => dropoutKey(seed, this.#step, i)),
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

  forward(X: Matrix, training: boolean): Matrix {
    if (training) this.#step++;
    return this.#whole.forward(X, training);
  }

  lossAndGradients(X: Matrix, Y: Matrix, training: boolean): number {
    const count = Y.length * Y[0].length;
    const errors = this.forward(X, training).map((row, s) => row.map((out, o) => out - Y[s][o]));
    this.#whole.backward(errors.map((row) => row.map((error) => (2 * error) / count)));
    return errors.flat().reduce((sum, error) => sum + error * error, 0) / count;
  }
}

/** What a careless training loop does; returns the validation loss. */
export function trainPlain(
  net: PlainResNet,
  options: {
    readonly X: Matrix;
    readonly Y: Matrix;
    readonly valX: Matrix;
    readonly valY: Matrix;
    readonly epochs: number;
    readonly batchSize: number;
    readonly optimizer: string;
    readonly lrMult: number;
  },
): number {
  const { X, Y, valX, valY, epochs, batchSize, optimizer, lrMult } = options;
  const { state, gradients } = net;
  const names = Object.keys(state).filter((name) => !name.includes("running"));
  const flatten = (store: Store) => Float64Array.from(names.flatMap((name) => store[name].flat()));
  const parameters = flatten(state);
  const rule = createOptimizer(optimizer, parameters, { lrMult });
  for (let epoch = 0; epoch < epochs; epoch++) {
    const reached = [1, 2, 3].filter((q) => epoch >= Math.floor((epochs * q) / 4)).length;
    rule.learningRate = rule.baseLearningRate * 0.1 ** reached;
    for (let start = 0; start < X.length; start += batchSize) {
      const end = start + batchSize;
      net.lossAndGradients(X.slice(start, end), Y.slice(start, end), true);
      rule.step(flatten(gradients));
      unflatten(state, names, parameters);
    }
    net.forward(valX, false);
  }
  const outputs = net.forward(valX, false);
  const errors = outputs.flatMap((row, s) => row.map((out, o) => out - valY[s][o]));
  return errors.reduce((sum, error) => sum + error * error, 0) / errors.length;
}

function unflatten(state: Store, names: readonly string[], flat: Float64Array): void {
  let next = 0;
  for (const name of names) {
    state[name] = state[name].map((entry) =>
      Array.isArray(entry) ? entry.map(() => flat[next++]) : flat[next++]
    ) as Store[string];
  }
}
