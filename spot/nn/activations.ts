/**
 * Activations by name, each with its derivative; all stay finite for |x| up to 1e308.
 *
 * @module
 */
import { exp, expm1 } from "../exact/exp.ts";
import { tanh } from "../exact/tanh.ts";

/** The name of an activation. */
export type ActivationName = "Sigmoid" | "Tanh" | "ReLU" | "LeakyReLU" | "ELU" | "Swish";

/** Every activation's name, in the order of the hyperparameter table. */
export const activationNames: readonly ActivationName[] = [
  "Sigmoid",
  "Tanh",
  "ReLU",
  "LeakyReLU",
  "ELU",
  "Swish",
];

/** The slope of LeakyReLU below 0. */
const LEAK = 0.1;

/**
 * Replaces `count` numbers from `at` by their activation, and sets the derivatives from `slope`.
 */
export type ActivationKernel = (
  work: Float64Array,
  at: number,
  slope: number,
  count: number,
) => void;

/** 1 / (1 + e^-x). */
function sigmoid(work: Float64Array, at: number, slope: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const y = 1 / (1 + exp(-work[at + i]));
    work[at + i] = y;
    work[slope + i] = y * (1 - y);
  }
}

/** (e^2x - 1) / (e^2x + 1). */
function hyperbolicTangent(work: Float64Array, at: number, slope: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const y = tanh(work[at + i]);
    work[at + i] = y;
    work[slope + i] = 1 - y * y;
  }
}

/** max(0, x). */
function relu(work: Float64Array, at: number, slope: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const positive = work[at + i] > 0;
    if (!positive) work[at + i] = 0;
    work[slope + i] = positive ? 1 : 0;
  }
}

/** max(0, x) + 0.1 min(0, x). */
function leakyRelu(work: Float64Array, at: number, slope: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const factor = work[at + i] > 0 ? 1 : LEAK;
    work[at + i] *= factor;
    work[slope + i] = factor;
  }
}

/** x above 0, e^x - 1 below. */
function elu(work: Float64Array, at: number, slope: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const x = work[at + i];
    const y = x > 0 ? x : expm1(x);
    work[at + i] = y;
    work[slope + i] = x > 0 ? 1 : y + 1;
  }
}

/** x / (1 + e^-x). */
function swish(work: Float64Array, at: number, slope: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const x = work[at + i];
    const gate = 1 / (1 + exp(-x));
    work[at + i] = x * gate;
    work[slope + i] = gate * (1 + x * (1 - gate));
  }
}

/** The kernels by name. */
export const activations: Readonly<Record<ActivationName, ActivationKernel>> = {
  Sigmoid: sigmoid,
  Tanh: hyperbolicTangent,
  ReLU: relu,
  LeakyReLU: leakyRelu,
  ELU: elu,
  Swish: swish,
};
