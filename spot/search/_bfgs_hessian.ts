/**
 * The Hessian approximation of the BFGS method, kept as a small dense matrix.
 *
 * @module
 */

import { solveLower, solveLowerTransposed } from "../linalg/cholesky.ts";

/** An approximation of the Hessian, positive definite. */
export interface Hessian {
  /** Whether nothing has been learned since the start or the last reset. */
  readonly fresh: boolean;
  reset(): void;
  /** Writes -B^-1 g over the free variables, 0 for the others. */
  direction(gradient: Float64Array, free: Uint8Array, out: Float64Array): void;
  /** Learns from a step and the change of the gradient along it. */
  update(x: Float64Array, xNext: Float64Array, g: Float64Array, gNext: Float64Array): void;
}

/** Starts with the identity for k variables. */
export function createHessian(k: number): Hessian {
  const b = new Float64Array(k * k);
  let fresh = true;
  const setDiagonal = (value: number) => {
    b.fill(0);
    for (let i = 0; i < k; i++) b[i * k + i] = value;
  };
  setDiagonal(1);
  return {
    get fresh() {
      return fresh;
    },
    reset() {
      fresh = true;
      setDiagonal(1);
    },
    direction(gradient, free, out) {
      if (solveFree(b, k, gradient, free, out)) return;
      for (let i = 0; i < k; i++) out[i] = free[i] ? -gradient[i] : 0;
    },
    update(x, xNext, g, gNext) {
      const s = xNext.map((value, i) => value - x[i]);
      const y = gNext.map((value, i) => value - g[i]);
      const curvature = dot(s, y);
      if (!(curvature > 1e-12 * Math.sqrt(dot(s, s) * dot(y, y)))) return;
      if (fresh) setDiagonal(dot(y, y) / curvature);
      fresh = false;
      applyBfgs(b, k, s, y, curvature);
    },
  };
}

/** B += y y' / (y's) - (B s)(B s)' / (s'B s). */
function applyBfgs(
  b: Float64Array,
  k: number,
  s: Float64Array,
  y: Float64Array,
  curvature: number,
): void {
  const bs = s.map((_, i) => dot(b.subarray(i * k, (i + 1) * k), s));
  const sbs = dot(s, bs);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) b[i * k + j] += y[i] * y[j] / curvature - bs[i] * bs[j] / sbs;
  }
}

/** Solves B d = -g on the free variables by Cholesky's method; false if B is not definite there. */
function solveFree(
  b: Float64Array,
  k: number,
  gradient: Float64Array,
  free: Uint8Array,
  out: Float64Array,
): boolean {
  const index: number[] = [];
  for (let i = 0; i < k; i++) if (free[i]) index.push(i);
  const m = index.length;
  const l = new Float64Array(m * m);
  const d = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = b[index[i] * k + index[j]];
      for (let p = 0; p < j; p++) sum -= l[i * m + p] * l[j * m + p];
      if (i === j && !(sum > 0)) return false;
      l[i * m + j] = i === j ? Math.sqrt(sum) : sum / l[j * m + j];
    }
  }
  index.forEach((variable, i) => d[i] = -gradient[variable]);
  solveLower(l, m, d);
  solveLowerTransposed(l, m, d);
  out.fill(0);
  index.forEach((variable, i) => out[variable] = d[i]);
  return d.every(Number.isFinite);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
