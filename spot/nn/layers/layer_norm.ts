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
import type { GradientFlow, HalfWork, RowSums } from "../workspace.ts";
import { EPSILON } from "./_norm_constants.ts";
import { pairNormBackward, pairNormsForward } from "./_pair_norm.ts";

/** Sets `normal` (v), `scale` and, as `output`, h. */
export function normsForward(
  arena: Arena,
  bn: BatchNormLayout,
  ln: LayerNormLayout,
  half: HalfWork,
  rows: RowSums,
): void {
  if (ln.width === 2) return pairNormsForward(arena, bn, ln, half);
  const { routines, valuesPlace, workPlace, stride, n } = arena;
  if (routines) {
    const { batch: { z, mean, inverse }, normal, scale, output } = half;
    routines.normsForward(
      valuesPlace,
      workPlace,
      stride,
      n,
      ln.width,
      z,
      mean,
      inverse,
      bn.weight,
      bn.bias,
      ln.weight,
      ln.bias,
      normal,
      scale,
      output,
      rows.sums,
      rows.products,
    );
    return;
  }
  startRows(arena, bn, half, rows);
  // The first feature's distance is 0, so that it can stay without a partner.
  for (let f = ln.width & 1; f < ln.width; f += 2) pairSums(arena, bn, half, rows, f);
  finishRows(arena, ln.width, half, rows);
  for (let f = 0; f < ln.width; f++) columnOutputs(arena, ln, half, rows, f);
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
  rows: RowSums,
): void {
  if (ln.width === 2) return pairNormBackward(arena, ln, half, flow);
  const { work, n, routines, valuesPlace, workPlace, stride, parameterCount } = arena;
  if (routines) {
    routines.layerNormBackward(
      valuesPlace,
      workPlace,
      stride,
      n,
      ln.width,
      ln.weight,
      parameterCount + ln.weight,
      parameterCount + ln.bias,
      half.normal,
      half.scale,
      flow.from,
      flow.slope,
      flow.to,
      rows.sums,
      rows.products,
    );
    return;
  }
  work.fill(0, rows.sums, rows.sums + n);
  work.fill(0, rows.products, rows.products + n);
  for (let f = 0; f < ln.width; f++) columnGradientSums(arena, ln, half, flow, rows, f);
  for (let f = 0; f < ln.width; f++) columnGradients(arena, ln, half, flow, rows, f);
}

/** Stores u of the first feature, the pivot, from which all distances are summed. */
function startRows(
  { values, work, n }: Arena,
  { weight, bias }: BatchNormLayout,
  { batch: { z, mean, inverse }, normal }: HalfWork,
  { sums, products }: RowSums,
): void {
  const average = work[mean], factor = work[inverse] * values[weight], beta = values[bias];
  for (let s = 0; s < n; s++) {
    work[(normal + s) | 0] = (work[(z + s) | 0] - average) * factor + beta;
    work[(sums + s) | 0] = 0;
    work[(products + s) | 0] = 0;
  }
}

/**
 * Turns the sums into averages and the squares into scales. Their rounding is at most w times that
 * of two passes, since the pivot is one of the row's own values.
 */
function finishRows(
  { work, n }: Arena,
  width: number,
  { normal: pivot, scale }: HalfWork,
  { sums, products }: RowSums,
): void {
  for (let s = 0; s < n; s++) {
    const shift = work[(sums + s) | 0] / width;
    const variance = Math.max(0, work[(products + s) | 0] / width - shift * shift);
    work[(sums + s) | 0] = work[(pivot + s) | 0] + shift;
    work[(scale + s) | 0] = 1 / Math.sqrt(variance + EPSILON);
  }
}

/**
 * Stores u of features f and f + 1; sums their distances to the row's pivot, and the squares. Two at a
 * time, since the sums are in memory.
 */
function pairSums(
  { values, work, stride, n }: Arena,
  bn: BatchNormLayout,
  half: HalfWork,
  { sums, products }: RowSums,
  f: number,
): void {
  const { normal: pivot, batch: { z, mean, inverse } } = half;
  const zA = z + f * stride, zB = zA + stride;
  const normalA = pivot + f * stride, normalB = normalA + stride;
  const averageA = work[mean + f], betaA = values[bn.bias + f];
  const averageB = work[(mean + f + 1) | 0], betaB = values[bn.bias + f + 1];
  const factorA = work[inverse + f] * values[bn.weight + f];
  const factorB = work[(inverse + f + 1) | 0] * values[bn.weight + f + 1];
  for (let s = 0; s < n; s++) {
    const a = (work[(zA + s) | 0] - averageA) * factorA + betaA;
    const b = (work[(zB + s) | 0] - averageB) * factorB + betaB;
    const distanceA = a - work[(pivot + s) | 0], distanceB = b - work[(pivot + s) | 0];
    work[(normalA + s) | 0] = a;
    work[(normalB + s) | 0] = b;
    work[(sums + s) | 0] = work[(sums + s) | 0] + distanceA + distanceB;
    work[(products + s) | 0] = work[(products + s) | 0] + distanceA * distanceA +
      distanceB * distanceB;
  }
}

/** Turns u of feature f into v and h. */
function columnOutputs(
  { values, work, stride, n }: Arena,
  ln: LayerNormLayout,
  half: HalfWork,
  { sums }: RowSums,
  f: number,
): void {
  const { scale } = half, normal = half.normal + f * stride, output = half.output + f * stride;
  const gamma = values[ln.weight + f], beta = values[ln.bias + f];
  for (let s = 0; s < n; s++) {
    const v = (work[(normal + s) | 0] - work[(sums + s) | 0]) * work[(scale + s) | 0];
    work[(normal + s) | 0] = v;
    work[(output + s) | 0] = gamma * v + beta;
  }
}

/** Sums g and g v of feature f per row, and sets the gradients of gamma and beta. */
function columnGradientSums(
  { values, work, stride, n, parameterCount }: Arena,
  { weight, bias }: LayerNormLayout,
  half: Pick<HalfWork, "normal">,
  flow: GradientFlow,
  { sums, products }: RowSums,
  f: number,
): void {
  const normal = half.normal + f * stride, gamma = values[weight + f];
  const from = flow.from + f * stride, slope = flow.slope + f * stride;
  let dGamma = 0, dBeta = 0;
  for (let s = 0; s < n; s++) {
    const gradient = work[(from + s) | 0] * work[(slope + s) | 0];
    const product = gradient * work[(normal + s) | 0];
    work[(from + s) | 0] = gradient;
    dBeta += gradient;
    dGamma += product;
    work[(sums + s) | 0] += gamma * gradient;
    work[(products + s) | 0] += gamma * product;
  }
  values[parameterCount + weight + f] = dGamma;
  values[parameterCount + bias + f] = dBeta;
}

/** Sets du of feature f. */
function columnGradients(
  { values, work, stride, n }: Arena,
  { weight, width }: LayerNormLayout,
  half: Pick<HalfWork, "normal" | "scale">,
  flow: GradientFlow,
  { sums, products }: RowSums,
  f: number,
): void {
  const { scale } = half, share = 1 / width, gamma = values[weight + f];
  const normal = half.normal + f * stride;
  const from = flow.from + f * stride, to = flow.to + f * stride;
  for (let s = 0; s < n; s++) {
    const level = (work[(sums + s) | 0] + work[(normal + s) | 0] * work[(products + s) | 0]) *
      share;
    work[(to + s) | 0] = work[(scale + s) | 0] * (gamma * work[(from + s) | 0] - level);
  }
}
