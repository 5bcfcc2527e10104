/**
 * The linear map Z = W X and its gradients. The bias is added on its own: before a
 * BatchNorm it is left out.
 *
 * Notation: X inputs x n, Z outputs x n, in `work`, features `stride` apart; W [outputs][inputs] in
 * `values`; dX, dZ, dW the gradients of the loss.
 *
 * @module
 */
import type { Arena } from "../arena.ts";
import type { LinearLayout } from "../layout.ts";
import { multiply } from "./_panel.ts";

/**
 * Z = W X.
 *
 * @param x Offset of X.
 * @param z Offset of Z.
 */
export function linearForward(arena: Arena, layer: LinearLayout, x: number, z: number): void {
  const { inputs, outputs, weight } = layer;
  multiply(arena, { rows: outputs, depth: inputs }, {
    a: weight,
    x,
    z,
    add: false,
    rowStep: inputs,
    depthStep: 1,
  });
}

/**
 * dX = transposed W dZ, or that added to dX.
 *
 * @param dz Offset of dZ.
 * @param dx Offset of dX.
 * @param add Whether to add.
 */
export function linearInputGradient(
  arena: Arena,
  { inputs, outputs, weight }: LinearLayout,
  dz: number,
  dx: number,
  add: boolean,
): void {
  multiply(arena, { rows: inputs, depth: outputs }, {
    a: weight,
    x: dz,
    z: dx,
    add,
    rowStep: 1,
    depthStep: inputs,
  });
}

/**
 * dW = dZ transposed X, in tiles of two outputs by two inputs whose sums stay in registers.
 *
 * @param dz Offset of dZ.
 * @param x Offset of X.
 */
export function linearWeightGradient(
  { values, work, stride, n, parameterCount }: Arena,
  { inputs, outputs, weight }: LinearLayout,
  dz: number,
  x: number,
): void {
  const dw = parameterCount + weight;
  const outputs2 = outputs & ~1, inputs2 = inputs & ~1;
  for (let o = 0; o < outputs2; o += 2) {
    for (let i = 0; i < inputs2; i += 2) {
      tile2(values, work, dw + o * inputs + i, inputs, dz + o * stride, x + i * stride, stride, n);
    }
  }
  for (let o = 0; o < outputs; o++) {
    for (let i = o < outputs2 ? inputs2 : 0; i < inputs; i++) {
      values[dw + o * inputs + i] = dot(work, dz + o * stride, x + i * stride, n);
    }
  }
}

/** Two outputs by two inputs, each in two sums: of the even and of the odd rows. */
function tile2(
  values: Float64Array,
  work: Float64Array,
  dw: number,
  inputs: number,
  dz: number,
  x: number,
  stride: number,
  n: number,
): void {
  const dzb = dz + stride, xb = x + stride;
  let a0 = 0, a1 = 0, b0 = 0, b1 = 0, c0 = 0, c1 = 0, d0 = 0, d1 = 0;
  const even = n & ~1;
  for (let s = 0; s < even; s += 2) {
    const p = work[x + s], q = work[xb + s], u = work[dz + s], v = work[dzb + s];
    a0 += u * p;
    b0 += u * q;
    c0 += v * p;
    d0 += v * q;
    const p1 = work[x + s + 1],
      q1 = work[xb + s + 1],
      u1 = work[dz + s + 1],
      v1 = work[dzb + s + 1];
    a1 += u1 * p1;
    b1 += u1 * q1;
    c1 += v1 * p1;
    d1 += v1 * q1;
  }
  if (even < n) {
    const p = work[x + even], q = work[xb + even], u = work[dz + even], v = work[dzb + even];
    a0 += u * p;
    b0 += u * q;
    c0 += v * p;
    d0 += v * q;
  }
  values[dw] = a0 + a1;
  values[dw + 1] = b0 + b1;
  values[dw + inputs] = c0 + c1;
  values[dw + inputs + 1] = d0 + d1;
}

function dot(work: Float64Array, dz: number, x: number, n: number): number {
  let sum = 0;
  for (let s = 0; s < n; s++) sum += work[dz + s] * work[x + s];
  return sum;
}

/** Z = Z + b, in every row. */
export function addBias(
  { values, work, stride, n }: Arena,
  { outputs, bias }: LinearLayout,
  z: number,
): void {
  for (let o = 0; o < outputs; o++) {
    const shift = values[bias + o];
    const start = z + o * stride;
    for (let s = start; s < start + n; s++) work[s] += shift;
  }
}

/** db, the sum of dZ over rows. */
export function biasGradient(
  { values, work, stride, n, parameterCount }: Arena,
  { outputs, bias }: LinearLayout,
  dz: number,
): void {
  for (let o = 0; o < outputs; o++) {
    const start = dz + o * stride;
    let sum = 0;
    for (let s = start; s < start + n; s++) sum += work[s];
    values[parameterCount + bias + o] = sum;
  }
}
