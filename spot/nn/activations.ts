/**
 * Activations by name, each with its derivative; all stay finite for |x| up to 1e308.
 *
 * @module
 */
import { expAll } from "../core/exact/exp.ts";
import type { Arena } from "./arena.ts";
import type { HalfWork } from "./workspace.ts";

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

/** Slopes where x is positive, and where it is not. */
const UNIT_STEP = Float64Array.of(1, 0);
const LEAKY_STEP = Float64Array.of(1, 0.1);

const FLOAT = new Float64Array(1);
const WORDS = new Uint32Array(FLOAT.buffer);
FLOAT[0] = -1;
/** Which of the two words holds the sign. */
const SIGN = WORDS[1] === 0 ? 0 : 1;
/** Below every number that an activation meets, except 0. */
export const TINY = 1e-300;

/** 1 if x is 0 or negative; without a branch, which a processor would often predict wrongly. */
function notPositive(x: number): number {
  FLOAT[0] = x - TINY;
  return WORDS[SIGN] >>> 31;
}

/**
 * Replaces `count` numbers from `at` by their activation, and sets the derivatives from `slope`, where
 * exponentials stand before.
 */
type ActivationKernel = (
  work: Float64Array,
  at: number,
  slope: number,
  count: number,
) => void;

/** 1 / (1 + e^-x). */
function sigmoid(work: Float64Array, at: number, slope: number, count: number): void {
  expAll(work, { from: at, to: slope, count }, { factor: -1, less: 0 });
  for (let i = 0; i < count; i++) {
    const y = 1 / (1 + work[(slope + i) | 0]);
    work[(at + i) | 0] = y;
    work[(slope + i) | 0] = y * (1 - y);
  }
}

/** (e^2x - 1) / (e^2x + 1). */
function hyperbolicTangent(work: Float64Array, at: number, slope: number, count: number): void {
  expAll(work, { from: at, to: slope, count }, { factor: 2, less: 1 });
  for (let i = 0; i < count; i++) {
    const change = work[(slope + i) | 0];
    const y = work[(at + i) | 0] > 20 ? 1 : change / (change + 2);
    work[(at + i) | 0] = y;
    work[(slope + i) | 0] = 1 - y * y;
  }
}

/** max(0, x). */
function relu(work: Float64Array, at: number, slope: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const x = work[(at + i) | 0];
    const factor = UNIT_STEP[notPositive(x)];
    work[(at + i) | 0] = x * factor;
    work[(slope + i) | 0] = factor;
  }
}

/** max(0, x) + 0.1 min(0, x). */
function leakyRelu(work: Float64Array, at: number, slope: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const x = work[(at + i) | 0];
    const factor = LEAKY_STEP[notPositive(x)];
    work[(at + i) | 0] = x * factor;
    work[(slope + i) | 0] = factor;
  }
}

/** x above 0, e^x - 1 below. */
function elu(work: Float64Array, at: number, slope: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const x = work[(at + i) | 0];
    const positive = x * UNIT_STEP[notPositive(x)];
    work[(at + i) | 0] = positive;
    work[(slope + i) | 0] = x - positive;
  }
  expAll(work, { from: slope, to: slope, count }, { factor: 1, less: 1 });
  for (let i = 0; i < count; i++) {
    const change = work[(slope + i) | 0];
    work[(at + i) | 0] += change;
    work[(slope + i) | 0] = change + 1;
  }
}

/** x / (1 + e^-x). */
function swish(work: Float64Array, at: number, slope: number, count: number): void {
  expAll(work, { from: at, to: slope, count }, { factor: -1, less: 0 });
  for (let i = 0; i < count; i++) {
    const x = work[(at + i) | 0];
    const gate = 1 / (1 + work[(slope + i) | 0]);
    work[(at + i) | 0] = x * gate;
    work[(slope + i) | 0] = gate * (1 + x * (1 - gate));
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

/** Replaces the outputs of a layer by their activation, and sets the derivatives. */
export function activate(
  { work, stride, n, routines, valuesPlace, workPlace }: Arena,
  name: ActivationName,
  width: number,
  { output, slope }: Pick<HalfWork, "output" | "slope">,
): void {
  if (routines) {
    routines[name](valuesPlace, workPlace, stride, n, width, output, slope);
    return;
  }
  for (let f = 0; f < width; f++) {
    activations[name](work, output + f * stride, slope + f * stride, n);
  }
}
