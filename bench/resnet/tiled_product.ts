/** A product in the cache, in tiles of 4 x 2 sums: what a network's products are measured by. @module */
import { cpuSeconds } from "./cpu_seconds.ts";

const ROWS = 128, DEPTH = 128, COLUMNS = 64;
const A = new Float64Array(ROWS * DEPTH).fill(0.5);
const B = new Float64Array(DEPTH * COLUMNS).fill(0.25);
const C = new Float64Array(ROWS * COLUMNS);

/** Floating-point operations per second, of the fastest of some products. */
export function tiledProductRate(products = 100): number {
  let seconds = Infinity;
  for (let i = 0; i < products; i += 4) {
    const start = cpuSeconds();
    for (let j = 0; j < 4; j++) multiplyTiled();
    seconds = Math.min(seconds, (cpuSeconds() - start) / 4);
  }
  return 2 * ROWS * DEPTH * COLUMNS / seconds;
}

function multiplyTiled(): void {
  for (let r = 0; r < ROWS; r += 4) {
    for (let s = 0; s < COLUMNS; s += 2) tile(A, B, C, r * DEPTH, s, r * COLUMNS + s);
  }
}

/** Four rows by two columns of C = A B. */
function tile(A: Float64Array, B: Float64Array, C: Float64Array, a: number, b: number, c: number) {
  let sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0, sum4 = 0, sum5 = 0, sum6 = 0, sum7 = 0;
  for (let i = 0; i < DEPTH; i++) {
    const p = B[b + i * COLUMNS], q = B[b + i * COLUMNS + 1];
    const u = A[a + i], v = A[a + DEPTH + i], w = A[a + 2 * DEPTH + i], x = A[a + 3 * DEPTH + i];
    sum0 += u * p;
    sum1 += u * q;
    sum2 += v * p;
    sum3 += v * q;
    sum4 += w * p;
    sum5 += w * q;
    sum6 += x * p;
    sum7 += x * q;
  }
  C[c] = sum0;
  C[c + 1] = sum1;
  C[c + COLUMNS] = sum2;
  C[c + COLUMNS + 1] = sum3;
  C[c + 2 * COLUMNS] = sum4;
  C[c + 2 * COLUMNS + 1] = sum5;
  C[c + 3 * COLUMNS] = sum6;
  C[c + 3 * COLUMNS + 1] = sum7;
}
