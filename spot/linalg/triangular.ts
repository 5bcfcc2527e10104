/**
 * Triangular solves with a Cholesky factor.
 *
 * Notation: L lower triangular, flat, row by row, `size` columns.
 *
 * @module
 */

/** Replaces b by L^-1 b. */
export function solveLower(l: Float64Array, size: number, b: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let sum = b[i];
    const row = i * size;
    for (let k = 0; k < i; k++) sum -= l[row + k] * b[k];
    b[i] = sum / l[row + i];
  }
}

/** Replaces b by L'^-1 b. */
export function solveLowerTransposed(l: Float64Array, size: number, b: Float64Array): void {
  for (let i = size - 1; i >= 0; i--) {
    const row = i * size;
    const value = b[i] / l[row + i];
    b[i] = value;
    for (let k = 0; k < i; k++) b[k] -= l[row + k] * value;
  }
}
