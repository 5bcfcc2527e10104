/**
 * The layers one by one, straight from the papers and without care for speed: a closure each, plain
 * loops, new arrays for every result. What the fast kernels are checked against.
 */
import { mix } from "../../../spot/nn/layers/dropout.ts";

/** n rows of `width` numbers, row after row. */
export interface Matrix {
  readonly n: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** A layer keeps what its backward pass needs; gradients are by name, below its own prefix. */
export interface PlainLayer {
  forward(X: Matrix, training: boolean): Matrix;
  backward(dY: Matrix): Matrix;
}

/** Named numbers: parameters, gradients or running statistics; weights row after row. */
export type Store = Record<string, Float64Array>;

const EPS = 1e-5;
const zeros = (n: number, width: number): Matrix => (
  { n, width, values: new Float64Array(n * width) }
);

export function plainLinear(name: string, state: Store, gradients: Store): PlainLayer {
  const W = state[`${name}.weight`];
  const b = state[`${name}.bias`];
  const outputs = b.length;
  const inputs = W.length / outputs;
  let input = zeros(0, inputs);
  return {
    forward(X) {
      input = X;
      const Z = zeros(X.n, outputs);
      for (let s = 0; s < X.n; s++) {
        for (let o = 0; o < outputs; o++) {
          let sum = b[o];
          for (let i = 0; i < inputs; i++) sum += W[o * inputs + i] * X.values[s * inputs + i];
          Z.values[s * outputs + o] = sum;
        }
      }
      return Z;
    },
    backward(dZ) {
      const dW = new Float64Array(W.length);
      const db = new Float64Array(outputs);
      const dX = zeros(dZ.n, inputs);
      for (let s = 0; s < dZ.n; s++) {
        for (let o = 0; o < outputs; o++) {
          const d = dZ.values[s * outputs + o];
          db[o] += d;
          for (let i = 0; i < inputs; i++) {
            dW[o * inputs + i] += d * input.values[s * inputs + i];
            dX.values[s * inputs + i] += d * W[o * inputs + i];
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
function scaleAndShift({ n, width, values }: Matrix, name: string, state: Store): Matrix {
  const gamma = state[`${name}.weight`];
  const beta = state[`${name}.bias`];
  const Y = zeros(n, width);
  for (let s = 0; s < n; s++) {
    for (let f = 0; f < width; f++) {
      Y.values[s * width + f] = gamma[f] * values[s * width + f] + beta[f];
    }
  }
  return Y;
}

/** The gradients of gamma and beta, which are the same for both norms. */
function scaleGradients(name: string, gradients: Store, normal: Matrix, dY: Matrix) {
  const { n, width } = dY;
  const dGamma = new Float64Array(width);
  const dBeta = new Float64Array(width);
  for (let s = 0; s < n; s++) {
    for (let f = 0; f < width; f++) {
      dGamma[f] += dY.values[s * width + f] * normal.values[s * width + f];
      dBeta[f] += dY.values[s * width + f];
    }
  }
  gradients[`${name}.weight`] = dGamma;
  gradients[`${name}.bias`] = dBeta;
  return { dGamma, dBeta };
}

export function plainBatchNorm(name: string, state: Store, gradients: Store): PlainLayer {
  const gamma = state[`${name}.weight`];
  const width = gamma.length;
  const runningMean = state[`${name}.running_mean`];
  const runningVar = state[`${name}.running_var`];
  const deviations = new Float64Array(width);
  let normal = zeros(0, width);
  let trained = true;
  return {
    forward({ n, values }, training) {
      trained = training;
      normal = zeros(n, width);
      for (let f = 0; f < width; f++) {
        let mean = runningMean[f];
        let variance = runningVar[f];
        if (training) {
          mean = variance = 0;
          for (let s = 0; s < n; s++) mean += values[s * width + f] / n;
          for (let s = 0; s < n; s++) {
            const distance = values[s * width + f] - mean;
            variance += distance * distance / n;
          }
          runningMean[f] = 0.9 * runningMean[f] + 0.1 * mean;
          runningVar[f] = 0.9 * runningVar[f] + (0.1 * variance * n) / (n - 1);
        }
        deviations[f] = Math.sqrt(variance + EPS);
        for (let s = 0; s < n; s++) {
          normal.values[s * width + f] = (values[s * width + f] - mean) / deviations[f];
        }
      }
      return scaleAndShift(normal, name, state);
    },
    backward(dY) {
      const { n } = dY;
      const { dGamma, dBeta } = scaleGradients(name, gradients, normal, dY);
      const dX = zeros(n, width);
      for (let s = 0; s < n; s++) {
        for (let f = 0; f < width; f++) {
          const at = s * width + f;
          const share = trained ? (dBeta[f] + normal.values[at] * dGamma[f]) / n : 0;
          dX.values[at] = gamma[f] / deviations[f] * (dY.values[at] - share);
        }
      }
      return dX;
    },
  };
}

export function plainLayerNorm(name: string, state: Store, gradients: Store): PlainLayer {
  const gamma = state[`${name}.weight`];
  const width = gamma.length;
  let normal = zeros(0, width);
  let deviations = new Float64Array(0);
  return {
    forward({ n, values }) {
      normal = zeros(n, width);
      deviations = new Float64Array(n);
      for (let s = 0; s < n; s++) {
        let mean = 0;
        let variance = 0;
        for (let f = 0; f < width; f++) mean += values[s * width + f] / width;
        for (let f = 0; f < width; f++) {
          const distance = values[s * width + f] - mean;
          variance += distance * distance / width;
        }
        deviations[s] = Math.sqrt(variance + EPS);
        for (let f = 0; f < width; f++) {
          normal.values[s * width + f] = (values[s * width + f] - mean) / deviations[s];
        }
      }
      return scaleAndShift(normal, name, state);
    },
    backward(dY) {
      scaleGradients(name, gradients, normal, dY);
      const dX = zeros(dY.n, width);
      for (let s = 0; s < dY.n; s++) {
        let level = 0;
        let slope = 0;
        for (let f = 0; f < width; f++) {
          const d = dY.values[s * width + f] * gamma[f] / width;
          level += d;
          slope += d * normal.values[s * width + f];
        }
        for (let f = 0; f < width; f++) {
          const at = s * width + f;
          const d = dY.values[at] * gamma[f];
          dX.values[at] = (d - level - normal.values[at] * slope) / deviations[s];
        }
      }
      return dX;
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

/** The product of two matrices, number by number. */
function times({ n, width, values }: Matrix, factors: Float64Array): Matrix {
  const product = zeros(n, width);
  for (let i = 0; i < values.length; i++) product.values[i] = values[i] * factors[i];
  return product;
}

export function plainActivation(name: string): PlainLayer {
  const activation = plainActivations[name];
  let slopes = new Float64Array(0);
  return {
    forward({ n, width, values }) {
      const Y = zeros(n, width);
      slopes = new Float64Array(values.length);
      for (let i = 0; i < values.length; i++) {
        const [value, derivative] = activation(values[i]);
        Y.values[i] = value;
        slopes[i] = derivative;
      }
      return Y;
    },
    backward: (dY) => times(dY, slopes),
  };
}

/** `key()` is that of the pass; the mask is the one that the fast network draws. */
export function plainDropout(probability: number, key: () => number): PlainLayer {
  let factors = new Float64Array(0);
  return {
    forward(X, training) {
      const { n, width } = X;
      factors = new Float64Array(n * width).fill(1);
      const threshold = Math.floor(probability * 2 ** 31);
      const passKey = key();
      for (let s = 0; training && s < n; s++) {
        for (let f = 0; f < width; f++) {
          const bits = mix(passKey + Math.imul(f * n + s, 0x9e3779b9)) >>> 1;
          factors[s * width + f] = bits < threshold ? 0 : 1 / (1 - probability);
        }
      }
      return times(X, factors);
    },
    backward: (dY) => times(dY, factors),
  };
}

export function plainSequence(layers: readonly PlainLayer[]): PlainLayer {
  return {
    forward: (X, training) => layers.reduce((Y, layer) => layer.forward(Y, training), X),
    backward: (dY) => layers.reduceRight((d, layer) => layer.backward(d), dY),
  };
}

export function plainSum(a: PlainLayer, b: PlainLayer): PlainLayer {
  const add = (A: Matrix, B: Matrix): Matrix => {
    const sum = zeros(A.n, A.width);
    for (let i = 0; i < A.values.length; i++) sum.values[i] = A.values[i] + B.values[i];
    return sum;
  };
  return {
    forward: (X, training) => add(a.forward(X, training), b.forward(X, training)),
    backward: (dY) => add(a.backward(dY), b.backward(dY)),
  };
}
