/**
 * Cholesky factorisation, solves with the factor, and its inverse.
 *
 * Notation: A = L L' positive definite, L lower triangular, V = (L^-1)' upper triangular; matrices
 * are flat, row by row, `size` columns, size a multiple of 4. Sums run in a fixed order: the same
 * bits on every engine.
 *
 * @see G. H. Golub, C. F. Van Loan (2013), "Matrix Computations", 4th ed., section 4.2.
 *
 * @module
 */
import { placesOf, routinesAt } from "../core/wasm/linear_memory.ts";
import type { choleskyRoutines } from "./_cholesky_wasm.ts";
import { rowProducts } from "./row_products.ts";

const tile = new Float64Array(8);

/** The loops of _cholesky_wasm.ts, if the arrays are where they can be used: the same bits as those below. */
const routinesOf = routinesAt<keyof typeof choleskyRoutines>;

/**
 * Replaces the lower triangle of A by L; the upper triangle is neither read nor written.
 *
 * @param a The matrix, size x size.
 * @param size A multiple of 4.
 * @returns Whether A is positive definite to working precision; if not, its content is undefined.
 */
export function choleskyInPlace(a: Float64Array, size: number): boolean {
  const routines = routinesOf(a);
  if (routines) return routines.cholesky(...placesOf([a]), size) === 1;
  for (let i = 0; i < size; i += 4) {
    for (let j = 0; j < i + 4; j += 2) {
      rowProducts(a, i, a, j, size, 0, j, tile);
      if (j >= i && !finishPivots(a, j, size, i)) return false;
      finishRows(a, i, j, size);
    }
  }
  return true;
}

/** The 2 x 2 triangle on the diagonal at row j, of the block that starts at row i. */
function finishPivots(a: Float64Array, j: number, size: number, i: number): boolean {
  const row = j * size + j;
  const next = row + size;
  const offset = 2 * (j - i);
  const pivot = a[row] - tile[offset];
  if (!(pivot > 0 && pivot < Infinity)) return false;
  a[row] = Math.sqrt(pivot);
  a[next] = (a[next] - tile[offset + 2]) / a[row];
  const second = a[next + 1] - tile[offset + 3] - a[next] * a[next];
  if (!(second > 0 && second < Infinity)) return false;
  a[next + 1] = Math.sqrt(second);
  return true;
}

/** Columns j and j + 1 of those of the rows i .. i + 3 that lie below the pivots. */
function finishRows(a: Float64Array, i: number, j: number, size: number): void {
  const pivot = j * size + j;
  const d0 = a[pivot];
  const d1 = a[pivot + size + 1];
  const below = a[pivot + size];
  for (let r = Math.max(0, j + 2 - i); r < 4; r++) {
    const at = (i + r) * size + j;
    const first = (a[at] - tile[2 * r]) / d0;
    a[at] = first;
    a[at + 1] = (a[at + 1] - tile[2 * r + 1] - first * below) / d1;
  }
}

/**
 * Inverts the factor.
 *
 * @param l L in the lower triangle, size x size.
 * @param v Receives V, with zeros below the diagonal, size x size.
 */
export function invertFactor(l: Float64Array, v: Float64Array, size: number): void {
  const routines = routinesOf(l, v);
  if (routines) return void routines.invert(...placesOf([l, v]), size);
  for (let i = 0; i < size; i += 4) {
    for (let j = 0; j < i; j += 2) {
      rowProducts(l, i, v, j, size, j, i, tile);
      for (let r = 0; r < 4; r++) {
        finishInverse(l, v, size, i, i + r, j, tile[2 * r]);
        finishInverse(l, v, size, i, i + r, j + 1, tile[2 * r + 1]);
      }
    }
    invertDiagonalBlock(l, v, size, i);
  }
}

/** V[j][row] = -(sum + sum of L[row][k] V[j][k] over first <= k < row) / L[row][row]. */
function finishInverse(
  l: Float64Array,
  v: Float64Array,
  size: number,
  first: number,
  row: number,
  j: number,
  start: number,
): void {
  let sum = start;
  for (let k = first; k < row; k++) sum += l[row * size + k] * v[j * size + k];
  v[j * size + row] = -sum / l[row * size + row];
}

function invertDiagonalBlock(l: Float64Array, v: Float64Array, size: number, i: number): void {
  for (let j = i; j < i + 4; j++) {
    v.fill(0, j * size, j * size + j);
    v[j * size + j] = 1 / l[j * size + j];
    for (let row = j + 1; row < i + 4; row++) finishInverse(l, v, size, j, row, j, 0);
  }
}

/**
 * The inverse A^-1 = V V' from V.
 *
 * @param v V, with zeros below the diagonal.
 * @param inverse Receives the lower triangle (above the diagonal only parts are written).
 */
export function inverseFromFactor(v: Float64Array, inverse: Float64Array, size: number): void {
  const routines = routinesOf(v, inverse);
  if (routines) return void routines.square(...placesOf([v, inverse]), size);
  for (let i = 0; i < size; i += 4) {
    for (let j = 0; j < i + 4; j += 2) {
      rowProducts(v, i, v, j, size, i, size, tile);
      for (let r = 0; r < 4; r++) {
        const at = (i + r) * size + j;
        inverse[at] = tile[2 * r];
        inverse[at + 1] = tile[2 * r + 1];
      }
    }
  }
}

/** Replaces b by L^-1 b and c by L^-1 c. */
export function solveLowerTwo(
  l: Float64Array,
  size: number,
  { b, c }: { readonly b: Float64Array; readonly c: Float64Array },
): void {
  const routines = routinesOf(l, b, c);
  if (routines) return void routines.solveTwo(...placesOf([l, b, c]), size);
  solveLower(l, size, b);
  solveLower(l, size, c);
}

/** Replaces b by L^-1 b, four rows at a time, whose sums do not wait for each other. */
export function solveLower(l: Float64Array, size: number, b: Float64Array): void {
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    let s0 = b[i], s1 = b[i + 1], s2 = b[i + 2], s3 = b[i + 3];
    let place = i * size;
    for (let k = 0; k < i; k++, place++) {
      const value = b[k];
      s0 -= l[place] * value;
      s1 -= l[place + size] * value;
      s2 -= l[place + 2 * size] * value;
      s3 -= l[place + 3 * size] * value;
    }
    b[i] = s0;
    b[i + 1] = s1;
    b[i + 2] = s2;
    b[i + 3] = s3;
    for (let row = i; row < i + 4; row++) solveRow(l, size, b, row, i);
  }
  for (; i < size; i++) solveRow(l, size, b, i, 0);
}

/** Takes the products from column `first` on out of b_row and divides by the pivot. */
function solveRow(
  l: Float64Array,
  size: number,
  b: Float64Array,
  row: number,
  first: number,
): void {
  let sum = b[row];
  for (let k = first; k < row; k++) sum -= l[row * size + k] * b[k];
  b[row] = sum / l[row * size + row];
}

/** Replaces b by L'^-1 b. */
export function solveLowerTransposed(l: Float64Array, size: number, b: Float64Array): void {
  const routines = routinesOf(l, b);
  if (routines) return void routines.solveTransposed(...placesOf([l, b]), size);
  for (let i = size - 1; i >= 0; i--) {
    const row = i * size;
    const value = b[i] / l[row + i];
    b[i] = value;
    for (let k = 0; k < i; k++) b[k] -= l[row + k] * value;
  }
}
