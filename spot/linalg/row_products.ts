/**
 * The kernel of all dense factorisations here: scalar products of four rows with two rows at once.
 *
 * Notation: matrices are flat, row by row, `size` columns; size is a multiple of 4 (pad with the
 * identity), so that no remainder is left.
 *
 * @module
 */

/** The next multiple of 4. */
export function paddedSize(n: number): number {
  return (n + 3) & ~3;
}

/**
 * Computes the scalar products of rows i .. i + 3 of `a` with rows j and j + 1 of `b` over columns
 * from <= k < to, each summed in ascending order of k.
 *
 * @param out Receives eight numbers: a_i b_j, a_i b_j+1, a_i+1 b_j, ...
 */
export function rowProducts(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  size: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  let s00 = 0, s01 = 0, s10 = 0, s11 = 0, s20 = 0, s21 = 0, s30 = 0, s31 = 0;
  const stride = size | 0;
  let p = (i * stride + from) | 0;
  let q = (j * stride + from) | 0;
  const end = (i * stride + to) | 0;
  for (; p < end; p = (p + 1) | 0, q = (q + 1) | 0) {
    const b0 = b[q];
    const b1 = b[q + stride];
    const a0 = a[p];
    const a1 = a[p + stride];
    const a2 = a[p + 2 * stride];
    const a3 = a[p + 3 * stride];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s30 += a3 * b0;
    s31 += a3 * b1;
  }
  out[0] = s00;
  out[1] = s01;
  out[2] = s10;
  out[3] = s11;
  out[4] = s20;
  out[5] = s21;
  out[6] = s30;
  out[7] = s31;
}
