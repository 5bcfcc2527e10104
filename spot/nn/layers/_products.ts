/**
 * Products of whole matrices, cut into blocks whose numbers stay in a cache while they are used again
 * and again. Every sum keeps its order whatever the blocks are: what has been summed goes to memory
 * and back between two of them, so that no choice of sizes changes a bit.
 *
 * @see Goto, van de Geijn (2008), "Anatomy of High-Performance Matrix Multiplication", section 4.
 *
 * @module
 */
import type { Arena } from "../arena.ts";
import { multiplyBlock, multiplyRowsBlock } from "./_panel.ts";

/** How much of a matrix is used at once. */
export interface BlockSizes {
  /** Rows of the batch, an even number. */
  readonly columns: number;
  /** Numbers of X where A is read row by row: half of a small second-level cache. */
  readonly along: number;
  /**
   * Numbers of X where A is read column by column, and in the weights' gradients: half of a small
   * first-level cache, which also keeps the lines of A for the next rows.
   */
  readonly across: number;
}

const blockSizes: BlockSizes = { columns: 256, along: 16384, across: 2048 };

/**
 * Z = A X, or with `add` Z = Z + A X, for A of rows x depth with its entry (r, i) at
 * `a + r * rowStep + i * depthStep`; a, x and z are offsets.
 */
export function multiply(
  arena: Arena,
  { rows, depth }: { readonly rows: number; readonly depth: number },
  { a, x, z, add, rowStep, depthStep }: {
    readonly a: number;
    readonly x: number;
    readonly z: number;
    readonly add: boolean;
    readonly rowStep: number;
    readonly depthStep: number;
  },
  sizes = blockSizes,
): void {
  const { stride, n, routines, valuesPlace, workPlace } = arena;
  const numbers = depthStep === 1 ? sizes.along : sizes.across;
  if (routines) {
    routines.multiply(
      valuesPlace,
      workPlace,
      stride,
      n,
      rows,
      depth,
      a,
      rowStep,
      depthStep,
      x,
      z,
      Number(add),
      sizes.columns,
      numbers,
    );
    return;
  }
  const columns = Math.min(n, sizes.columns);
  const deep = blockOf(numbers, columns);
  for (let s = 0; s < n; s += columns) {
    for (let i = 0; i < depth; i += deep) {
      multiplyBlock(
        arena,
        rows,
        Math.min(deep, depth - i),
        Math.min(columns, n - s),
        a + i * depthStep,
        rowStep,
        depthStep,
        x + i * stride + s,
        z + s,
        add || i > 0,
      );
    }
  }
}

/** dW = dZ transposed X at offset dw of `values`, for dZ of outputs x n and X of inputs x n. */
export function multiplyRows(
  arena: Arena,
  { outputs, inputs }: { readonly outputs: number; readonly inputs: number },
  { dw, dz, x }: { readonly dw: number; readonly dz: number; readonly x: number },
  sizes = blockSizes,
): void {
  const { stride, n, routines, valuesPlace, workPlace } = arena;
  if (routines) {
    const { across } = sizes;
    routines.multiplyRows(valuesPlace, workPlace, stride, n, outputs, inputs, dw, dz, x, across);
    return;
  }
  const wide = blockOf(sizes.across, n);
  for (let i = 0; i < inputs; i += wide) {
    multiplyRowsBlock(
      arena,
      outputs,
      Math.min(wide, inputs - i),
      dw + i,
      inputs,
      dz,
      x + i * stride,
    );
  }
}

/** How many features of n rows are about `numbers` numbers: a multiple of four, as sums go by four. */
function blockOf(numbers: number, n: number): number {
  return Math.max(4, Math.floor(numbers / n) & ~3);
}
