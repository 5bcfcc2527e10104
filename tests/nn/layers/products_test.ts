/**
 * The products, as loops and as routines, against plain loops that say which sums there are: the same bits at
 * any block size.
 */
import { assert, assertEquals } from "@std/assert";
import { createStream } from "../../../spot/core/random/stream.ts";
import { memory } from "../../../spot/nn/_memory.ts";
import { Arena } from "../../../spot/nn/arena.ts";
import { type BlockSizes, multiply, multiplyRows } from "../../../spot/nn/layers/_products.ts";

const sizes: readonly (BlockSizes | undefined)[] = [
  undefined,
  { columns: 2, along: 1, across: 1 },
  { columns: 4, along: 12, across: 24 },
  { columns: 8, along: 64, across: 96 },
  { columns: 6, along: 100, across: 60 },
  { columns: 1024, along: 1e6, across: 1e6 },
];
const shapes = [1, 2, 3, 4, 5, 7, 8, 10, 13, 21, 34];
const batches = [1, 2, 3, 8, 13];
const STRIDE = 24;

/** An arena whose parameters and activations are random numbers, some of them 0 or tiny. */
function randomArena(
  parameterCount: number,
  workLength: number,
  { n, isPlain = false }: { readonly n: number; readonly isPlain?: boolean },
): Arena {
  const random = createStream("products");
  const draw = () => (random() < 0.1 ? 0 : random() - 0.5) * 10 ** Math.floor(8 * random());
  const [data, values] = memory.arrays([workLength, parameterCount]);
  data.set(data.map(draw));
  values.set(Array.from({ length: parameterCount }, draw));
  const arena = new Arena(values, parameterCount, { data, stride: STRIDE });
  assert(arena.routines !== undefined);
  if (isPlain) arena.routines = undefined;
  arena.n = n;
  return arena;
}

/** What has a meaning: beyond the rows there may be anything. */
function rowsOf({ work, n }: Arena): Float64Array {
  return work.filter((_, at) => at % STRIDE < n);
}

/** By how many rows sums go in depth from (r, i): four where four rows and four deep are left, ... */
function groupSize(r: number, rows: number, left: number): number {
  const rowsOf = r < (rows & ~3) ? 4 : r < (rows & ~1) ? 2 : 1;
  return left >= rowsOf ? rowsOf : left >= 2 ? 2 : 1;
}

/** Z = A X, or added to Z, entry by entry. */
function plainMultiply(
  { values, work, n }: Arena,
  rows: number,
  depth: number,
  { x, z, add, rowStep, depthStep }: {
    readonly x: number;
    readonly z: number;
    readonly add: boolean;
    readonly rowStep: number;
    readonly depthStep: number;
  },
): void {
  const term = (r: number, i: number, s: number) =>
    values[r * rowStep + i * depthStep] * work[x + i * STRIDE + s];
  for (let r = 0; r < rows; r++) {
    for (let s = 0; s < n; s++) {
      let sum: number | undefined = add ? work[z + r * STRIDE + s] : undefined;
      for (let i = 0, size = 0; i < depth; i += size) {
        size = groupSize(r, rows, depth - i);
        let group = term(r, i, s);
        for (let j = 1; j < size; j++) group += term(r, i + j, s);
        sum = sum === undefined ? group : sum + group;
      }
      work[z + r * STRIDE + s] = sum ?? 0;
    }
  }
}

/** dW = dZ transposed X: the even rows' sum and the odd ones', or one sum in a last odd row or column. */
function plainMultiplyRows({ values, work, n }: Arena, outputs: number, inputs: number, x: number) {
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      const sums = [0, 0];
      const isPaired = o < (outputs & ~1) && i < (inputs & ~1);
      for (let s = 0; s < n; s++) {
        sums[isPaired ? s & 1 : 0] += work[o * STRIDE + s] * work[x + i * STRIDE + s];
      }
      values[o * inputs + i] = isPaired ? sums[0] + sums[1] : sums[0];
    }
  }
}

function forShapes(check: (first: number, second: number, n: number) => void): void {
  for (const first of shapes) {
    for (const second of shapes) {
      for (const n of batches) memory.scope(() => check(first, second, n));
    }
  }
}

Deno.test("multiply() has the bits of plain loops at any shape, order of A and block size", () => {
  forShapes((rows, depth, n) => {
    for (const [rowStep, depthStep] of [[depth, 1], [1, rows]]) {
      for (const add of [false, true]) {
        const operands = { x: 0, z: depth * STRIDE, add, rowStep, depthStep };
        const make = (isPlain: boolean) =>
          randomArena(rows * depth, (depth + rows) * STRIDE, { n, isPlain });
        const plain = make(true);
        plainMultiply(plain, rows, depth, operands);
        for (const size of sizes) {
          for (const isPlain of [true, false]) {
            const arena = make(isPlain);
            multiply(arena, { rows, depth }, { a: 0, ...operands }, size);
            assertEquals(rowsOf(arena), rowsOf(plain), `${rows} x ${depth} x ${n}`);
          }
        }
      }
    }
  });
});

Deno.test("multiplyRows() has the bits of plain loops at any shape and block size", () => {
  forShapes((outputs, inputs, n) => {
    const x = outputs * STRIDE;
    const make = (isPlain: boolean) =>
      randomArena(outputs * inputs, (outputs + inputs) * STRIDE, { n, isPlain });
    const plain = make(true);
    plainMultiplyRows(plain, outputs, inputs, x);
    for (const size of sizes) {
      for (const isPlain of [true, false]) {
        const arena = make(isPlain);
        multiplyRows(arena, { outputs, inputs }, { dw: 0, dz: 0, x }, size);
        assertEquals(arena.values, plain.values, `${outputs} x ${inputs} x ${n}`);
      }
    }
  });
});
