/**
 * Layer normalisation over the features of a row, after the batch normalisation whose statistics are
 * known: u = gammaB (z - mean) inverse + betaB, then h = gamma (u - average) / sqrt(variance + eps)
 * + beta, where average and variance run over the w features of the row.
 *
 * @see Ba, Kiros, Hinton (2016), "Layer Normalization", equation 4.
 *
 * @module
 */
import type { Arena } from "../arena.ts";
import type { BatchNormLayout, LayerNormLayout } from "../layout.ts";
import type { HalfWork } from "../workspace.ts";
import { EPSILON } from "./batch_norm.ts";

/** Sets `normal`, `scale` and, as `output`, h. Rows are summed in `sums`, n numbers. */
export function normsForward(
  { values, work, stride, n }: Arena,
  bn: BatchNormLayout,
  ln: LayerNormLayout,
  { z, mean, inverse, normal, scale, output }: HalfWork,
  sums: number,
): void {
  const { width } = ln;
  for (let s = 0; s < n; s++) work[sums + s] = work[scale + s] = 0;
  for (let f = 0; f < width; f++) {
    const row = f * stride;
    const average = work[mean + f];
    const factor = work[inverse + f] * values[bn.weight + f];
    const beta = values[bn.bias + f];
    for (let s = 0; s < n; s++) {
      const u = (work[z + row + s] - average) * factor + beta;
      work[normal + row + s] = u;
      work[sums + s] += u;
    }
  }
  for (let s = 0; s < n; s++) work[sums + s] /= width;
  for (let f = 0; f < width; f++) {
    const row = normal + f * stride;
    for (let s = 0; s < n; s++) {
      const distance = work[row + s] - work[sums + s];
      work[row + s] = distance;
      work[scale + s] += distance * distance;
    }
  }
  for (let s = 0; s < n; s++) work[scale + s] = 1 / Math.sqrt(work[scale + s] / width + EPSILON);
  for (let f = 0; f < width; f++) {
    const row = f * stride;
    const gamma = values[ln.weight + f];
    const beta = values[ln.bias + f];
    for (let s = 0; s < n; s++) {
      const value = work[normal + row + s] * work[scale + s];
      work[normal + row + s] = value;
      work[output + row + s] = gamma * value + beta;
    }
  }
}

/**
 * Replaces dh, the gradient of the output, by du, and sets the gradients of gamma and beta:
 * du = scale (g - average of g - normal * average of (g normal)), g = gamma dh.
 */
export function layerNormBackward(
  { values, work, stride, n, parameterCount }: Arena,
  { width, weight, bias }: LayerNormLayout,
  { normal, scale }: Pick<HalfWork, "normal" | "scale">,
  dh: number,
  { sums, products }: { readonly sums: number; readonly products: number },
): void {
  for (let s = 0; s < n; s++) work[sums + s] = work[products + s] = 0;
  for (let f = 0; f < width; f++) {
    const row = f * stride;
    const gamma = values[weight + f];
    let dGamma = 0;
    let dBeta = 0;
    for (let s = 0; s < n; s++) {
      const gradient = work[dh + row + s];
      const value = work[normal + row + s];
      dBeta += gradient;
      dGamma += gradient * value;
      work[sums + s] += gradient * gamma;
      work[products + s] += gradient * gamma * value;
    }
    values[parameterCount + weight + f] = dGamma;
    values[parameterCount + bias + f] = dBeta;
  }
  for (let f = 0; f < width; f++) {
    const row = f * stride;
    const gamma = values[weight + f];
    for (let s = 0; s < n; s++) {
      const value = work[normal + row + s];
      const level = (work[sums + s] + value * work[products + s]) / width;
      work[dh + row + s] = work[scale + s] * (gamma * work[dh + row + s] - level);
    }
  }
}
