/**
 * Dropout: in training each value is 0 with probability p, else divided by 1 - p. Which ones depends
 * on a key and the value's position alone, so that no order of computing changes it.
 *
 * @see Srivastava et al. (2014), "Dropout: A Simple Way to Prevent Neural Networks from
 * Overfitting", section 4; for the counter-based bits Salmon et al. (2011), "Parallel random numbers:
 * as easy as 1, 2, 3". The mixing function is the finalizer of MurmurHash3 (A. Appleby).
 *
 * @module
 */
import type { Arena } from "../arena.ts";
import type { HalfWork } from "../workspace.ts";

/** The factors of MurmurHash3's finalizer. */
export const MULTIPLIERS = [0x85ebca6b, 0xc2b2ae35] as const;

/** Mixes 32 bits so that every input bit changes every output bit with probability near 1/2. */
export function mix(bits: number): number {
  let mixed = bits | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), MULTIPLIERS[0]);
  mixed = Math.imul(mixed ^ (mixed >>> 13), MULTIPLIERS[1]);
  return mixed ^ (mixed >>> 16);
}

/** The key of a step, from which those of its layers' masks come. */
export function dropoutStepKey(seed: number, step: number): number {
  return mix(mix(seed) + step);
}

/** The key of a layer's mask. */
export function dropoutKey(stepKey: number, layer: number): number {
  return mix(stepKey + layer);
}

/** What a value is multiplied by if it is kept, and if it is dropped: a table spares a branch. */
const FACTORS = Float64Array.of(1, 0);

/** Position numbers are a multiple of this (2^32 over the golden ratio, odd). */
export const INCREMENT = 0x9e3779b9 | 0;

/** The upper 31 bits are below a probability times this in that share of the cases. */
export const THRESHOLD_UNIT = 2147483648;

/**
 * Multiplies two runs of `count` numbers (the activation's output and its derivative) by the mask.
 *
 * @param first The number of the first value within the layer.
 */
export function dropout(
  work: Float64Array,
  { at, slope, count, first }: {
    readonly at: number;
    readonly slope: number;
    readonly count: number;
    readonly first: number;
  },
  { key, probability }: { readonly key: number; readonly probability: number },
): void {
  const threshold = Math.floor(probability * THRESHOLD_UNIT) | 0;
  FACTORS[0] = 1 / (1 - probability);
  for (let i = 0; i < count; i++) {
    const bits = mix(key + Math.imul(first + i, INCREMENT)) >>> 1;
    const factor = FACTORS[(bits - threshold) >>> 31];
    work[(at + i) | 0] *= factor;
    work[(slope + i) | 0] *= factor;
  }
}

/**
 * Drops out of a layer's outputs and derivatives.
 *
 * @param drawing Offset in `work` of the step's key and the probability.
 */
export function dropoutForward(
  { work, stride, n, routines, valuesPlace, workPlace }: Arena,
  { output, slope }: Pick<HalfWork, "output" | "slope">,
  { width, layer, drawing }: {
    readonly width: number;
    readonly layer: number;
    readonly drawing: number;
  },
): void {
  if (routines) {
    routines.dropout(valuesPlace, workPlace, stride, n, width, output, slope, layer, drawing);
    return;
  }
  const draw = { key: dropoutKey(work[drawing], layer), probability: work[drawing + 1] };
  for (let f = 0; f < width; f++) {
    const at = output + f * stride;
    dropout(work, { at, slope: slope + f * stride, count: n, first: f * n }, draw);
  }
}
