/**
 * Products of a small matrix with a tall one, Z = A X or Z = Z + A X, in panels: a few entries of A
 * stay in registers while the rows of the batch run by, so that each number read enters several
 * products and memory is read in order.
 *
 * Notation: A rows x depth, in `values`, its entry (r, i) at `a + r * rowStep + i * depthStep`; X
 * depth x n and Z rows x n in `work`, features `stride` apart.
 *
 * @module
 */
import type { Arena } from "../arena.ts";

/** The steps between entries of A. */
export interface Steps {
  readonly rowStep: number;
  readonly depthStep: number;
}

/** Z = A X, or with `add` Z = Z + A X, for A of rows x depth; a, x and z are offsets. */
export function multiply(
  arena: Arena,
  { rows, depth }: { readonly rows: number; readonly depth: number },
  { a, x, z, add, rowStep, depthStep }: Steps & {
    readonly a: number;
    readonly x: number;
    readonly z: number;
    readonly add: boolean;
  },
): void {
  const { values, work, stride, n } = arena;
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
      const p = work[x + s], q = work[xb + s], t = work[xc + s], u = work[xd + s];
      work[z + s] += a0 * p + a1 * q + a2 * t + a3 * u;
      work[zb + s] += b0 * p + b1 * q + b2 * t + b3 * u;
      work[zc + s] += c0 * p + c1 * q + c2 * t + c3 * u;
      work[zd + s] += d0 * p + d1 * q + d2 * t + d3 * u;
    }
    return;
  }
  for (let s = 0; s < n; s++) {
    const p = work[x + s], q = work[xb + s], t = work[xc + s], u = work[xd + s];
    work[z + s] = a0 * p + a1 * q + a2 * t + a3 * u;
    work[zb + s] = b0 * p + b1 * q + b2 * t + b3 * u;
    work[zc + s] = c0 * p + c1 * q + c2 * t + c3 * u;
    work[zd + s] = d0 * p + d1 * q + d2 * t + d3 * u;
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
      const p = work[x + s], q = work[xb + s];
      work[z + s] += a0 * p + a1 * q;
      work[zb + s] += b0 * p + b1 * q;
    }
    return;
  }
  for (let s = 0; s < n; s++) {
    const p = work[x + s], q = work[xb + s];
    work[z + s] = a0 * p + a1 * q;
    work[zb + s] = b0 * p + b1 * q;
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
    const product = weight * work[x + s];
    work[z + s] = add ? work[z + s] + product : product;
  }
}
