/**
 * Layer normalisation over the features of a row, after the batch normalisation whose statistics are
 * known: u = gammaB (z - mean) inverse + betaB, then h = gamma v + beta, v = scale (u - average),
 * scale = 1 / sqrt(variance + eps), where average and variance run over the w features of the row.
 *
 * @see Ba, Kiros, Hinton (2016), "Layer Normalization", equation 4.
 *
 * @module
 */
import type { Arena } from "../arena.ts";
import type { BatchNormLayout, LayerNormLayout } from "../layout.ts";
import type { HalfWork } from "../workspace.ts";
import { EPSILON } from "./batch_norm.ts";
import { pairNormBackward, pairNormsForward } from "./_pair_norm.ts";

/** Offsets of two numbers per row to sum in. */
export interface RowSums {
  readonly sums: number;
  readonly products: number;
}

/** Where gradients stand: what comes in, by what it is multiplied, where du goes. */
export interface GradientFlow {
  /** The gradient of the activation's output; multiplied by `slope` in place. */
  readonly from: number;
  readonly slope: number;
  /** May be the same as `from`. */
  readonly to: number;
}

/** Sets `normal` (v), `scale` and, as `output`, h. */
export function normsForward(
  arena: Arena,
  bn: BatchNormLayout,
  ln: LayerNormLayout,
  half: HalfWork,
  { sums, products }: RowSums,
): void {
  if (ln.width === 2) return pairNormsForward(arena, bn, ln, half);
  const { values, work, stride, n } = arena;
  const { mean, inverse, scale } = half;
  for (let f = 0; f < ln.width; f++) {
    const factor = work[inverse + f] * values[bn.weight + f];
    const z = half.z + f * stride;
    const normal = half.normal + f * stride;
    const beta = values[bn.bias + f];
    if (f === 0) startRows(work, { z, normal, n, sums, products }, work[mean], factor, beta);
    else {addToRows(
        work,
        { z, normal, n, sums, products },
        half.normal,
        work[mean + f],
        factor,
        beta,
      );}
  }
  finishRows(work, n, ln.width, half.normal, { sums, products }, scale);
  for (let f = 0; f < ln.width; f++) {
    const normal = half.normal + f * stride;
    const output = half.output + f * stride;
    const gamma = values[ln.weight + f];
    const beta = values[ln.bias + f];
    for (let s = 0; s < n; s++) {
      const v = (work[normal + s] - work[sums + s]) * work[scale + s];
      work[normal + s] = v;
      work[output + s] = gamma * v + beta;
    }
  }
}

interface Column extends RowSums {
  readonly z: number;
  readonly normal: number;
  readonly n: number;
}

/** Stores u of the first feature, from which the others' distances are summed. */
function startRows(
  work: Float64Array,
  { z, normal, n, sums, products }: Column,
  mean: number,
  factor: number,
  beta: number,
): void {
  for (let s = 0; s < n; s++) {
    work[normal + s] = (work[z + s] - mean) * factor + beta;
    work[sums + s] = 0;
    work[products + s] = 0;
  }
}

/** Stores u of a further feature and sums its distance to the first, and the square of that. */
function addToRows(
  work: Float64Array,
  { z, normal, n, sums, products }: Column,
  pivot: number,
  mean: number,
  factor: number,
  beta: number,
): void {
  for (let s = 0; s < n; s++) {
    const u = (work[z + s] - mean) * factor + beta;
    const distance = u - work[pivot + s];
    work[normal + s] = u;
    work[sums + s] += distance;
    work[products + s] += distance * distance;
  }
}

/** Turns the sums into averages and the squares into scales. */
function finishRows(
  work: Float64Array,
  n: number,
  width: number,
  pivot: number,
  { sums, products }: RowSums,
  scale: number,
): void {
  for (let s = 0; s < n; s++) {
    const shift = work[sums + s] / width;
    const variance = Math.max(0, work[products + s] / width - shift * shift);
    work[sums + s] = work[pivot + s] + shift;
    work[scale + s] = 1 / Math.sqrt(variance + EPSILON);
  }
}

/**
 * Computes du = scale (g - average of g - v * average of (g v)), g = gamma * slope * from, and the
 * gradients of gamma and beta.
 */
export function layerNormBackward(
  arena: Arena,
  ln: LayerNormLayout,
  half: Pick<HalfWork, "normal" | "scale">,
  flow: GradientFlow,
  { sums, products }: RowSums,
): void {
  if (ln.width === 2) return pairNormBackward(arena, ln, half, flow);
  const { values, work, stride, n, parameterCount } = arena;
  const { width, weight, bias } = ln;
  const { scale } = half;
  work.fill(0, sums, sums + n);
  work.fill(0, products, products + n);
  for (let f = 0; f < width; f++) {
    const normal = half.normal + f * stride;
    const from = flow.from + f * stride;
    const slope = flow.slope + f * stride;
    const gamma = values[weight + f];
    let dGamma = 0;
    let dBeta = 0;
    for (let s = 0; s < n; s++) {
      const gradient = work[from + s] * work[slope + s];
      const product = gradient * work[normal + s];
      work[from + s] = gradient;
      dBeta += gradient;
      dGamma += product;
      work[sums + s] += gradient * gamma;
      work[products + s] += product * gamma;
    }
    values[parameterCount + weight + f] = dGamma;
    values[parameterCount + bias + f] = dBeta;
  }
  const share = 1 / width;
  for (let f = 0; f < width; f++) {
    const normal = half.normal + f * stride;
    const from = flow.from + f * stride;
    const to = flow.to + f * stride;
    const gamma = values[weight + f];
    for (let s = 0; s < n; s++) {
      const level = (work[sums + s] + work[normal + s] * work[products + s]) * share;
      work[to + s] = work[scale + s] * (gamma * work[from + s] - level);
    }
  }
}
