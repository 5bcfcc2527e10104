import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  choleskyInPlace,
  inverseFromFactor,
  invertFactor,
  solveLower,
  solveLowerTransposed,
} from "../../spot/linalg/cholesky.ts";
import { paddedSize, rowProducts } from "../../spot/linalg/row_products.ts";
import { createStream } from "../../spot/core/random/stream.ts";

/** B B' + I with random B: positive definite. */
function positiveDefinite(size: number): Float64Array {
  const random = createStream("cholesky", size);
  const b = Float64Array.from({ length: size * size }, () => random() - 0.5);
  return b.map((_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    let sum = i === j ? 1 : 0;
    for (let k = 0; k < size; k++) sum += b[i * size + k] * b[j * size + k];
    return sum;
  });
}

function lower(matrix: Float64Array, size: number): Float64Array {
  return matrix.map((value, at) => at % size <= Math.floor(at / size) ? value : 0);
}

/** The textbook's algorithm, one element at a time. */
function plainCholesky(a: Float64Array, size: number): Float64Array {
  const l = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j];
      for (let k = 0; k < j; k++) sum -= l[i * size + k] * l[j * size + k];
      l[i * size + j] = i === j ? Math.sqrt(sum) : sum / l[j * size + j];
    }
  }
  return l;
}

for (const size of [4, 8, 12, 40]) {
  Deno.test(`choleskyInPlace() equals the plain algorithm if there are ${size} rows`, () => {
    const a = positiveDefinite(size);
    const expected = plainCholesky(a, size);
    assert(choleskyInPlace(a, size));
    lower(a, size).forEach((value, at) => assertAlmostEquals(value, expected[at], 1e-13));
  });

  Deno.test(`inverseFromFactor() is the inverse if there are ${size} rows`, () => {
    const a = positiveDefinite(size);
    const l = a.slice();
    const v = new Float64Array(size * size).fill(NaN);
    const inverse = new Float64Array(size * size).fill(NaN);
    assert(choleskyInPlace(l, size));
    invertFactor(l, v, size);
    inverseFromFactor(v, inverse, size);
    const at = (i: number, j: number) => inverse[Math.max(i, j) * size + Math.min(i, j)];
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let sum = 0;
        for (let k = 0; k < size; k++) sum += a[i * size + k] * at(k, j);
        assertAlmostEquals(sum, i === j ? 1 : 0, 1e-12);
      }
    }
  });

  Deno.test(`solveLower() and solveLowerTransposed() solve A x = b if there are ${size} rows`, () => {
    const a = positiveDefinite(size);
    const l = a.slice();
    choleskyInPlace(l, size);
    const x = Float64Array.from({ length: size }, (_, i) => i - 2.5);
    const b = x.map((_, i) => x.reduce((sum, value, j) => sum + a[i * size + j] * value, 0));
    solveLower(l, size, b);
    solveLowerTransposed(l, size, b);
    b.forEach((value, i) => assertAlmostEquals(value, x[i], 1e-12));
  });
}

Deno.test("choleskyInPlace() returns false if the matrix is not positive definite", () => {
  for (const broken of [0, 1, 2, 3, 4, 5, 6, 7]) {
    for (const value of [0, -1, NaN, Infinity]) {
      const a = positiveDefinite(8);
      a[broken * 8 + broken] = value;
      assertEquals(choleskyInPlace(a, 8), false);
    }
  }
});

Deno.test("choleskyInPlace() leaves the rest alone if the matrix is padded with the identity", () => {
  const size = 8;
  const full = positiveDefinite(4);
  const padded = new Float64Array(size * size);
  for (let i = 0; i < size; i++) padded[i * size + i] = 1;
  for (let i = 0; i < 4; i++) padded.set(full.subarray(4 * i, 4 * i + 4), i * size);
  choleskyInPlace(full, 4);
  choleskyInPlace(padded, size);
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j <= i; j++) assertEquals(padded[i * size + j], full[4 * i + j]);
    assertEquals(padded[(i + 4) * size + i + 4], 1);
  }
  assertEquals([1, 4, 5, 300].map(paddedSize), [4, 4, 8, 300]);
});

Deno.test("rowProducts() sums in ascending order, as a plain loop does", () => {
  const random = createStream("rows");
  const size = 12;
  const a = Float64Array.from({ length: size * size }, () => random() * 1e8 - random());
  const out = new Float64Array(8);
  rowProducts(a, 4, a, 8, size, 3, 11, out);
  for (let r = 0; r < 8; r++) {
    let sum = 0;
    for (let k = 3; k < 11; k++) sum += a[(4 + (r >> 1)) * size + k] * a[(8 + (r & 1)) * size + k];
    assertEquals(out[r], sum);
  }
});
