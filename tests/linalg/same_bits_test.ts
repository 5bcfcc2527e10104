/** Holds the routines of WebAssembly equal to the plain loops, bit for bit. */
import { assert, assertEquals } from "@std/assert";
import { createLinearMemory, routinesAt } from "../../spot/core/wasm/linear_memory.ts";
import { assemble } from "../../spot/core/wasm/module_bytes.ts";
import { choleskyRoutines } from "../../spot/linalg/_cholesky_wasm.ts";
import {
  choleskyInPlace,
  inverseFromFactor,
  invertFactor,
  solveLower,
  solveLowerTransposed,
  solveLowerTwo,
} from "../../spot/linalg/cholesky.ts";
import { createStream } from "../../spot/core/random/stream.ts";

const { arrays } = createLinearMemory(() => assemble(choleskyRoutines));

/** An array in WebAssembly's memory, beside room for others. */
function moved<L extends readonly number[]>(values: Float64Array, ...lengths: L) {
  const [first, ...others] = arrays([values.length, ...lengths]);
  first.set(values);
  assert(routinesAt(first) !== undefined);
  return [first, ...others];
}

function correlations(size: number, nugget: number): Float64Array {
  const random = createStream("same bits", size);
  const u = Float64Array.from({ length: 3 * size }, () => random());
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    const sum = [0, 1, 2].reduce((sum, c) => sum + (u[3 * i + c] - u[3 * j + c]) ** 2, 0);
    return Math.exp(-5 * sum) + (i === j ? nugget : 0);
  });
}

/** The triangle on and below the diagonal, or above it. */
function triangle(matrix: Float64Array, size: number, isUpper = false): Float64Array {
  return matrix.filter((_, at) => (at % size < Math.floor(at / size) + 1) !== isUpper);
}

for (const size of [4, 8, 12, 20, 52, 100]) {
  Deno.test(`choleskyInPlace() and what follows it have the same bits with ${size} rows`, () => {
    const a = correlations(size, 1e-6);
    const b = a.slice(0, size).map((value) => value - 0.3);
    const c = a.slice(size, 2 * size).map((value) => value / 3);
    const [l, v, inverse] = [a.slice(), a.slice(), a.slice()];
    const [fastL, fastV, fastInverse, fastB, fastC] = moved(
      ...[a, size * size, size * size, size, size] as const,
    );
    fastV.set(a);
    fastB.set(b);
    fastC.set(c);

    assert(choleskyInPlace(l, size) && choleskyInPlace(fastL, size));
    assertEquals(triangle(fastL, size), triangle(l, size));
    // Above the diagonal nothing is written.
    assertEquals(triangle(fastL, size, true), triangle(a, size, true));

    invertFactor(l, v, size);
    invertFactor(fastL, fastV, size);
    assertEquals(fastV, v);

    inverseFromFactor(v, inverse, size);
    inverseFromFactor(fastV, fastInverse, size);
    assertEquals(triangle(fastInverse, size), triangle(inverse, size));

    solveLower(l, size, b);
    solveLower(l, size, c);
    solveLowerTwo(fastL, size, { b: fastB, c: fastC });
    assertEquals([fastB, fastC], [b, c]);
    solveLowerTransposed(l, size, b);
    solveLowerTransposed(fastL, size, fastB);
    assertEquals(fastB, b);
  });
}

Deno.test("choleskyInPlace() gives up alike if the matrix is not positive definite", () => {
  for (const broken of [0, 1, 2, 3, 4, 5, 6, 7]) {
    for (const value of [0, -1, NaN, Infinity]) {
      const a = correlations(8, 1);
      a[broken * 8 + broken] = value;
      const [fast] = moved(a);
      assertEquals([choleskyInPlace(a, 8), choleskyInPlace(fast, 8)], [false, false]);
    }
  }
});
