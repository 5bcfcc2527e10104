/**
 * Products of one block, Z = A X or Z = Z + A X, and of rows, dZ transposed X: the loops in which the
 * network spends its time. A few numbers of one matrix stay in registers while the rows of the batch
 * run by, so that each number read enters several products and memory is read in order.
 * _products.ts cuts whole matrices into blocks.
 *
 * Notation: A rows x depth, in `values`, its entry (r, i) at `a + r * rowStep + i * depthStep`; X
 * depth x n and Z rows x n in `work`, features `stride` apart.
 *
 * @module
 */
import type { Arena } from "../arena.ts";

/**
 * One block of Z = A X, or with `add` of Z = Z + A X. Sums run over groups of four in depth, group
 * after group; over pairs and single entries where less is left of rows or depth.
 */
export function multiplyBlock(
  { values, work, stride }: Arena,
  rows: number,
  depth: number,
  n: number,
  a: number,
  rowStep: number,
  depthStep: number,
  x: number,
  z: number,
  add: boolean,
): void {
  const rows4 = rows & ~3, rows2 = rows & ~1;
  const depth4 = depth & ~3, depth2 = depth & ~1;
  for (let r = 0; r < rows4; r += 4) {
    for (let i = 0; i < depth4; i += 4) {
      const at = a + r * rowStep + i * depthStep;
      panel4(
        values,
        work,
        at,
        rowStep,
        depthStep,
        x + i * stride,
        z + r * stride,
        stride,
        n,
        add || i > 0,
      );
    }
  }
  for (let r = 0; r < rows2; r += 2) {
    for (let i = r < rows4 ? depth4 : 0; i < depth2; i += 2) {
      const at = a + r * rowStep + i * depthStep;
      panel2(
        values,
        work,
        at,
        rowStep,
        depthStep,
        x + i * stride,
        z + r * stride,
        stride,
        n,
        add || i > 0,
      );
    }
  }
  for (let r = 0; r < rows; r++) {
    for (let i = r < rows2 ? depth2 : 0; i < depth; i++) {
      const weight = values[a + r * rowStep + i * depthStep];
      panel1(work, weight, x + i * stride, z + r * stride, n, add || i > 0);
    }
  }
}

/** Four rows, four deep. */
function panel4(
  values: Float64Array,
  work: Float64Array,
  a: number,
  rowStep: number,
  depthStep: number,
  x: number,
  z: number,
  stride: number,
  n: number,
  add: boolean,
): void {
  const b = a + rowStep, c = b + rowStep, d = c + rowStep;
  const depth2 = 2 * depthStep, depth3 = 3 * depthStep;
  const a0 = values[a],
    a1 = values[a + depthStep],
    a2 = values[a + depth2],
    a3 = values[a + depth3];
  const b0 = values[b],
    b1 = values[b + depthStep],
    b2 = values[b + depth2],
    b3 = values[b + depth3];
  const c0 = values[c],
    c1 = values[c + depthStep],
    c2 = values[c + depth2],
    c3 = values[c + depth3];
  const d0 = values[d],
    d1 = values[d + depthStep],
    d2 = values[d + depth2],
    d3 = values[d + depth3];
  const xb = x + stride, xc = xb + stride, xd = xc + stride;
  const zb = z + stride, zc = zb + stride, zd = zc + stride;
  if (add) {
    for (let s = 0; s < n; s++) {
      const p = work[(x + s) | 0],
        q = work[(xb + s) | 0],
        t = work[(xc + s) | 0],
        u = work[(xd + s) | 0];
      work[(z + s) | 0] += a0 * p + a1 * q + a2 * t + a3 * u;
      work[(zb + s) | 0] += b0 * p + b1 * q + b2 * t + b3 * u;
      work[(zc + s) | 0] += c0 * p + c1 * q + c2 * t + c3 * u;
      work[(zd + s) | 0] += d0 * p + d1 * q + d2 * t + d3 * u;
    }
    return;
  }
  for (let s = 0; s < n; s++) {
    const p = work[(x + s) | 0],
      q = work[(xb + s) | 0],
      t = work[(xc + s) | 0],
      u = work[(xd + s) | 0];
    work[(z + s) | 0] = a0 * p + a1 * q + a2 * t + a3 * u;
    work[(zb + s) | 0] = b0 * p + b1 * q + b2 * t + b3 * u;
    work[(zc + s) | 0] = c0 * p + c1 * q + c2 * t + c3 * u;
    work[(zd + s) | 0] = d0 * p + d1 * q + d2 * t + d3 * u;
  }
}

/** Two rows, two deep. */
function panel2(
  values: Float64Array,
  work: Float64Array,
  a: number,
  rowStep: number,
  depthStep: number,
  x: number,
  z: number,
  stride: number,
  n: number,
  add: boolean,
): void {
  const a0 = values[a], a1 = values[a + depthStep];
  const b0 = values[a + rowStep], b1 = values[a + rowStep + depthStep];
  const xb = x + stride, zb = z + stride;
  if (add) {
    for (let s = 0; s < n; s++) {
      const p = work[(x + s) | 0], q = work[(xb + s) | 0];
      work[(z + s) | 0] += a0 * p + a1 * q;
      work[(zb + s) | 0] += b0 * p + b1 * q;
    }
    return;
  }
  for (let s = 0; s < n; s++) {
    const p = work[(x + s) | 0], q = work[(xb + s) | 0];
    work[(z + s) | 0] = a0 * p + a1 * q;
    work[(zb + s) | 0] = b0 * p + b1 * q;
  }
}

/** One entry. */
function panel1(
  work: Float64Array,
  weight: number,
  x: number,
  z: number,
  n: number,
  add: boolean,
): void {
  for (let s = 0; s < n; s++) {
    const product = weight * work[(x + s) | 0];
    work[(z + s) | 0] = add ? work[(z + s) | 0] + product : product;
  }
}

/**
 * One block of dW = dZ transposed X: each is the sum of the even rows plus that of the odd ones, or,
 * of the last output or input where their number is odd, one sum.
 *
 * @param dw Offset of the block in `values`, whose rows are `rowStep` apart.
 * @param dz Offset of dZ, outputs x n.
 * @param x Offset of X, inputs x n.
 */
export function multiplyRowsBlock(
  { values, work, stride, n }: Arena,
  outputs: number,
  inputs: number,
  dw: number,
  rowStep: number,
  dz: number,
  x: number,
): void {
  const outputs4 = outputs & ~3, outputs2 = outputs & ~1, inputs2 = inputs & ~1;
  for (let o = 0; o < outputs2; o += o < outputs4 ? 4 : 2) {
    const tile = o < outputs4 ? tile4 : tile2;
    const to = dw + o * rowStep, from = dz + o * stride;
    for (let i = 0; i < inputs2; i += 2) {
      tile(values, work, to + i, rowStep, from, x + i * stride, stride, n);
    }
  }
  for (let o = 0; o < outputs; o++) {
    for (let i = o < outputs2 ? inputs2 : 0; i < inputs; i++) {
      values[dw + o * rowStep + i] = dot(work, dz + o * stride, x + i * stride, n);
    }
  }
}

/** Four outputs by two inputs: the even rows, then the odd ones, as 16 sums would need more registers than there are. */
function tile4(
  values: Float64Array,
  work: Float64Array,
  dw: number,
  rowStep: number,
  dz: number,
  x: number,
  stride: number,
  n: number,
): void {
  const xb = x + stride;
  const dzb = dz + stride, dzc = dzb + stride, dzd = dzc + stride;
  const dwb = dw + rowStep, dwc = dwb + rowStep, dwd = dwc + rowStep;
  for (let first = 0; first < 2; first++) {
    let a0 = 0, a1 = 0, b0 = 0, b1 = 0, c0 = 0, c1 = 0, d0 = 0, d1 = 0;
    for (let s = first; s < n; s += 2) {
      const p = work[(x + s) | 0], q = work[(xb + s) | 0];
      const t = work[(dz + s) | 0], u = work[(dzb + s) | 0];
      const v = work[(dzc + s) | 0], w = work[(dzd + s) | 0];
      a0 += t * p;
      a1 += t * q;
      b0 += u * p;
      b1 += u * q;
      c0 += v * p;
      c1 += v * q;
      d0 += w * p;
      d1 += w * q;
    }
    if (first === 0) {
      values[dw] = a0;
      values[dw + 1] = a1;
      values[dwb] = b0;
      values[dwb + 1] = b1;
      values[dwc] = c0;
      values[dwc + 1] = c1;
      values[dwd] = d0;
      values[dwd + 1] = d1;
    } else {
      values[dw] += a0;
      values[dw + 1] += a1;
      values[dwb] += b0;
      values[dwb + 1] += b1;
      values[dwc] += c0;
      values[dwc + 1] += c1;
      values[dwd] += d0;
      values[dwd + 1] += d1;
    }
  }
}

/** Two outputs by two inputs. */
function tile2(
  values: Float64Array,
  work: Float64Array,
  dw: number,
  rowStep: number,
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
  values[dw + rowStep] = c0 + c1;
  values[dw + rowStep + 1] = d0 + d1;
}

/** One of each, in one sum. */
function dot(work: Float64Array, dz: number, x: number, n: number): number {
  let sum = 0;
  for (let s = 0; s < n; s++) sum += work[dz + s] * work[x + s];
  return sum;
}
