/**
 * Tiles of four rows by four columns, two numbers at a time: what the routines on matrices are made of.
 *
 * Notation: matrices as in cholesky.ts; sums[r][h] has row r's columns 2 h and 2 h + 1.
 *
 * @module
 */
import {
  add,
  advance,
  at,
  type Body,
  type Expression,
  firsts,
  loadSplat,
  loadTwo,
  type Local,
  locals,
  loop,
  mul,
  seconds,
  set,
  store,
} from "../core/wasm/assembler.ts";

/** A place in memory. */
export type Place = Local<"i32">;

/** Rows, or columns, of a tile; and its halves. */
export const FOUR: readonly number[] = [0, 1, 2, 3];
export const TWO: readonly number[] = [0, 1];

/** New sums. */
export const tileSums = () => FOUR.map(() => locals("f64x2", 2));

/** rows[r] = the place of the matrix at its row `row` + r and its column `column`. */
export function setRows(
  rows: readonly Place[],
  { matrix, size, row, column }: {
    readonly matrix: Place;
    readonly size: Place;
    readonly row: Place;
    readonly column: Place;
  },
): Body {
  const corner = at(matrix, add(mul(row, size), column));
  return rows.map((place, r) => set(place, r === 0 ? corner : at(rows[r - 1], size)));
}

/**
 * The scalar products of four rows with four others over `length` columns, an even number, each summed in
 * ascending order as rowProducts() does. Moves the places to what follows.
 */
export function setProducts(
  sums: readonly (readonly Local<"f64x2">[])[],
  { rows, others, length }: {
    readonly rows: readonly Place[];
    readonly others: readonly Place[];
    readonly length: Place;
  },
): Body {
  const [k] = locals("i32");
  const [even, odd] = locals("f64x2", 2);
  return [
    sums.flat().map((sum) => set(sum, 0)),
    loop(k, 0, length, 2, [
      TWO.map((half) => {
        const [left, right] = [loadTwo(others[2 * half]), loadTwo(others[2 * half + 1])];
        return [
          set(even, firsts(left, right)),
          set(odd, seconds(left, right)),
          rows.map((row, r) => [
            set(sums[r][half], add(sums[r][half], mul(loadSplat(row, 0), even))),
            set(sums[r][half], add(sums[r][half], mul(loadSplat(row, 1), odd))),
          ]),
        ];
      }),
      [...rows, ...others].map((place) => advance(place, 2)),
    ]),
  ];
}

/** Writes four columns of two rows; columns[c] has both rows' numbers. */
export function storeColumns(
  [upper, lower]: readonly Place[],
  columns: readonly Expression<"f64x2">[],
): Body {
  return TWO.map((half) => {
    const [left, right] = [columns[2 * half], columns[2 * half + 1]];
    return [
      store(upper, firsts(left, right), 2 * half),
      store(lower, seconds(left, right), 2 * half),
    ];
  });
}
