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
const zeroVector = (width: number): number[] => new Array<number>(width).fill(0);
const zeros = (n: number, width: number): Matrix =>
  Array.from({ length: n }, () => zeroVector(width));

export function plainLinear(name: string, state: Store, gradients: Store): PlainLayer {
  let input: Matrix = [];
  return {
    forward(X) {
      input = X;
      const W = state[`${name}.weight`] as Matrix;
      const b = state[`${name}.bias`] as number[];
      const Z = zeros(X.length, W.length);
      for (let s = 0; s < X.length; s++) {
        for (let o = 0; o < W.length; o++) {
          let sum = b[o];
          for (let i = 0; i < W[o].length; i++) sum += W[o][i] * X[s][i];
          Z[s][o] = sum;
        }
      }
      return Z;
    },
    backward(dZ) {
      const W = state[`${name}.weight`] as Matrix;
      const dW = zeros(W.length, W[0].length);
      const db = zeroVector(W.length);
      const dX = zeros(dZ.length, W[0].length);
      for (let s = 0; s < dZ.length; s++) {
        for (let o = 0; o < W.length; o++) {
          db[o] += dZ[s][o];
          for (let i = 0; i < W[o].length; i++) {
            dW[o][i] += dZ[s][o] * input[s][i];
            dX[s][i] += dZ[s][o] * W[o][i];
          }
        }
      }
      gradients[`${name}.weight`] = dW;
      gradients[`${name}.bias`] = db;
      return dX;
    },
  };
}

/** Multiplies normalised values by gamma and adds beta. */
function scaleAndShift(normal: Matrix, gamma: number[], beta: number[]): Matrix {
  return normal.map((v) => v.map((value, f) => gamma[f] * value + beta[f]));
}

/** Sets the gradients of gamma and beta, which are the same for both norms. */
function scaleGradients(name: string, gradients: Store, normal: Matrix, dY: Matrix): void {
  const width = dY[0].length;
  const dGamma = zeroVector(width);
  const dBeta = zeroVector(width);
  for (let s = 0; s < dY.length; s++) {
    for (let f = 0; f < width; f++) {
      dGamma[f] += dY[s][f] * normal[s][f];
      dBeta[f] += dY[s][f];
    }
  }
  gradients[`${name}.weight`] = dGamma;
  gradients[`${name}.bias`] = dBeta;
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
      normal = zeros(n, X[0].length);
      deviations = [];
      for (let f = 0; f < X[0].length; f++) {
        let mean = runningMean[f];
        let variance = runningVar[f];
        if (training) {
          mean = variance = 0;
          for (let s = 0; s < n; s++) mean += X[s][f] / n;
          for (let s = 0; s < n; s++) variance += (X[s][f] - mean) * (X[s][f] - mean) / n;
          runningMean[f] = 0.9 * runningMean[f] + 0.1 * mean;
          runningVar[f] = 0.9 * runningVar[f] + (0.1 * variance * n) / (n - 1);
        }
        deviations[f] = Math.sqrt(variance + EPS);
        for (let s = 0; s < n; s++) normal[s][f] = (X[s][f] - mean) / deviations[f];
      }
      const gamma = state[`${name}.weight`] as number[];
      return scaleAndShift(normal, gamma, state[`${name}.bias`] as number[]);
    },
    backward(dY) {
      const n = dY.length;
      scaleGradients(name, gradients, normal, dY);
      const gamma = state[`${name}.weight`] as number[];
      const level = gradients[`${name}.bias`] as number[];
      const slope = gradients[`${name}.weight`] as number[];
      return dY.map((d, s) =>
        d.map((value, f) => {
          const share = trained ? (level[f] + normal[s][f] * slope[f]) / n : 0;
          return gamma[f] / deviations[f] * (value - share);
        })
      );
    },
  };
}

export function plainLayerNorm(name: string, state: Store, gradients: Store): PlainLayer {
  let normal: Matrix = [];
  let deviations: number[] = [];
  return {
    forward(X) {
      const width = X[0].length;
      normal = zeros(X.length, width);
      deviations = [];
      for (let s = 0; s < X.length; s++) {
        let mean = 0;
        let variance = 0;
        for (let f = 0; f < width; f++) mean += X[s][f] / width;
        for (let f = 0; f < width; f++) variance += (X[s][f] - mean) * (X[s][f] - mean) / width;
        deviations[s] = Math.sqrt(variance + EPS);
        for (let f = 0; f < width; f++) normal[s][f] = (X[s][f] - mean) / deviations[s];
      }
      const gamma = state[`${name}.weight`] as number[];
      return scaleAndShift(normal, gamma, state[`${name}.bias`] as number[]);
    },
    backward(dY) {
      scaleGradients(name, gradients, normal, dY);
      const gamma = state[`${name}.weight`] as number[];
      const width = gamma.length;
      return dY.map((d, s) => {
        let level = 0;
        let slope = 0;
        for (let f = 0; f < width; f++) {
          level += d[f] * gamma[f] / width;
          slope += d[f] * gamma[f] * normal[s][f] / width;
        }
        return d.map((value, f) =>
          (value * gamma[f] - level - normal[s][f] * slope) / deviations[s]
        );
      });
    },
  };
}

type Pair = readonly [value: number, derivative: number];

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
export const plainActivations: Record<string, (x: number) => Pair> = {
  Sigmoid: (x) => {
    const y = logistic(x);
    return [y, y * (1 - y)];
  },
  Tanh: (x) => {
    const y = Math.tanh(x);
    return [y, 1 - y * y];
  },
  ReLU: (x) => x > 0 ? [x, 1] : [0, 0],
  LeakyReLU: (x) => x > 0 ? [x, 1] : [0.1 * x, 0.1],
  ELU: (x) => x > 0 ? [x, 1] : [Math.expm1(x), Math.exp(x)],
  Swish: (x) => {
    const gate = logistic(x);
    return [x * gate, gate * (1 + x * (1 - gate))];
  },
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
