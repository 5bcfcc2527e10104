/**
 * The layers one by one, straight from the papers and without care for speed: rows of numbers in, rows
 * out. What the fast kernels are checked against.
 */
import { mix } from "../../../spot/nn/layers/dropout.ts";

export type Matrix = number[][];

/** A layer keeps what its backward pass needs; gradients are by name, below its own prefix. */
export interface PlainLayer {
  forward(X: Matrix, training: boolean): Matrix;
  backward(dY: Matrix): Matrix;
}

/** Named numbers: parameters, gradients or running statistics. */
export type Store = Record<string, number[] | Matrix>;

const EPS = 1e-5;
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const column = (X: Matrix, f: number) => X.map((row) => row[f]);

export function plainLinear(name: string, state: Store, gradients: Store): PlainLayer {
  let input: Matrix = [];
  return {
    forward(X) {
      input = X;
      const W = state[`${name}.weight`] as Matrix;
      const b = state[`${name}.bias`] as number[];
      return X.map((x) =>
        W.map((w, o) => w.reduce((sum, value, i) => sum + value * x[i], 0) + b[o])
      );
    },
    backward(dY) {
      const W = state[`${name}.weight`] as Matrix;
      gradients[`${name}.weight`] = W.map((w, o) =>
        w.map((_, i) => input.reduce((sum, x, s) => sum + dY[s][o] * x[i], 0))
      );
      gradients[`${name}.bias`] = W.map((_, o) => column(dY, o).reduce((a, b) => a + b, 0));
      return dY.map((d) => W[0].map((_, i) => W.reduce((sum, w, o) => sum + w[i] * d[o], 0)));
    },
  };
}

export function plainBatchNorm(name: string, state: Store, gradients: Store): PlainLayer {
  let normal: Matrix = [];
  let deviations: number[] = [];
  let trained = true;
  return {
    forward(X, training) {
      trained = training;
      const n = X.length;
      const runningMean = state[`${name}.running_mean`] as number[];
      const runningVar = state[`${name}.running_var`] as number[];
      const averages = X[0].map((_, f) => training ? mean(column(X, f)) : runningMean[f]);
      const variances = X[0].map((_, f) =>
        training
          ? mean(column(X, f).map((x) => (x - averages[f]) * (x - averages[f])))
          : runningVar[f]
      );
      if (training) {
        averages.forEach((m, f) => runningMean[f] = 0.9 * runningMean[f] + 0.1 * m);
        variances.forEach((v, f) => runningVar[f] = 0.9 * runningVar[f] + (0.1 * v * n) / (n - 1));
      }
      deviations = variances.map((v) => Math.sqrt(v + EPS));
      normal = X.map((x) => x.map((value, f) => (value - averages[f]) / deviations[f]));
      const gamma = state[`${name}.weight`] as number[];
      const beta = state[`${name}.bias`] as number[];
      return normal.map((v) => v.map((value, f) => gamma[f] * value + beta[f]));
    },
    backward(dY) {
      const gamma = state[`${name}.weight`] as number[];
      const products = dY.map((d, s) => d.map((value, f) => value * normal[s][f]));
      gradients[`${name}.weight`] = gamma.map((_, f) => dY.length * mean(column(products, f)));
      gradients[`${name}.bias`] = gamma.map((_, f) => dY.length * mean(column(dY, f)));
      const level = gamma.map((_, f) => trained ? mean(column(dY, f)) : 0);
      const slope = gamma.map((_, f) => trained ? mean(column(products, f)) : 0);
      return dY.map((d, s) =>
        d.map((value, f) => gamma[f] / deviations[f] * (value - level[f] - normal[s][f] * slope[f]))
      );
    },
  };
}

export function plainLayerNorm(name: string, state: Store, gradients: Store): PlainLayer {
  let normal: Matrix = [];
  let deviations: number[] = [];
  return {
    forward(X) {
      const distances = X.map((x) => x.map((value) => value - mean(x)));
      deviations = distances.map((row) => Math.sqrt(mean(row.map((d) => d * d)) + EPS));
      normal = distances.map((row, s) => row.map((d) => d / deviations[s]));
      const gamma = state[`${name}.weight`] as number[];
      const beta = state[`${name}.bias`] as number[];
      return normal.map((v) => v.map((value, f) => gamma[f] * value + beta[f]));
    },
    backward(dY) {
      const gamma = state[`${name}.weight`] as number[];
      const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
      gradients[`${name}.weight`] = gamma.map((_, f) => sum(dY.map((d, s) => d[f] * normal[s][f])));
      gradients[`${name}.bias`] = gamma.map((_, f) => sum(column(dY, f)));
      return dY.map((d, s) => {
        const g = d.map((value, f) => value * gamma[f]);
        const level = mean(g);
        const slope = mean(g.map((value, f) => value * normal[s][f]));
        return g.map((value, f) => (value - level - normal[s][f] * slope) / deviations[s]);
      });
    },
  };
}

type Pair = readonly [value: number, derivative: number];

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
export const plainActivations: Record<string, (x: number) => Pair> = {
  Sigmoid: (x) => [logistic(x), logistic(x) * (1 - logistic(x))],
  Tanh: (x) => [Math.tanh(x), 1 - Math.tanh(x) ** 2],
  ReLU: (x) => x > 0 ? [x, 1] : [0, 0],
  LeakyReLU: (x) => x > 0 ? [x, 1] : [0.1 * x, 0.1],
  ELU: (x) => x > 0 ? [x, 1] : [Math.expm1(x), Math.exp(x)],
  Swish: (x) => [x * logistic(x), logistic(x) * (1 + x * (1 - logistic(x)))],
};

export function plainActivation(name: string): PlainLayer {
  let pairs: Pair[][] = [];
  return {
    forward(X) {
      pairs = X.map((x) => x.map(plainActivations[name]));
      return pairs.map((row) => row.map(([value]) => value));
    },
    backward: (dY) => dY.map((d, s) => d.map((value, f) => value * pairs[s][f][1])),
  };
}

/** `key()` is that of the pass; the mask is the one that the fast network draws. */
export function plainDropout(probability: number, key: () => number): PlainLayer {
  let factors: Matrix = [];
  return {
    forward(X, training) {
      const factor = (position: number) => {
        const bits = mix(key() + Math.imul(position, 0x9e3779b9)) >>> 1;
        return bits < Math.floor(probability * 2 ** 31) ? 0 : 1 / (1 - probability);
      };
      const drops = training && probability > 0;
      factors = X.map((x, s) => x.map((_, f) => drops ? factor(f * X.length + s) : 1));
      return X.map((x, s) => x.map((value, f) => value * factors[s][f]));
    },
    backward: (dY) => dY.map((d, s) => d.map((value, f) => value * factors[s][f])),
  };
}

export function plainSequence(layers: readonly PlainLayer[]): PlainLayer {
  return {
    forward: (X, training) => layers.reduce((Y, layer) => layer.forward(Y, training), X),
    backward: (dY) => layers.reduceRight((d, layer) => layer.backward(d), dY),
  };
}

export function plainSum(a: PlainLayer, b: PlainLayer): PlainLayer {
  const add = (A: Matrix, B: Matrix) => A.map((row, s) => row.map((value, f) => value + B[s][f]));
  return {
    forward: (X, training) => add(a.forward(X, training), b.forward(X, training)),
    backward: (dY) => add(a.backward(dY), b.backward(dY)),
  };
}
