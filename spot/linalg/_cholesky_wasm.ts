/**
 * The loops of cholesky.ts on tiles of 4 x 4, two numbers at a time: each sum in the same order, so that all
 * have the same bits.
 *
 * @module
 */
import {
  add,
  advance,
  at,
  type Body,
  constant,
  div,
  first,
  firsts,
  gather,
  giveBack,
  less,
  load,
  loadSplat,
  loadTwo,
  type Local,
  locals,
  loop,
  mul,
  neg,
  routine,
  second,
  seconds,
  set,
  sqrt,
  store,
  sub,
  when,
} from "../core/wasm/assembler.ts";
import {
  FOUR,
  type Place,
  setProducts,
  setRows,
  storeColumns,
  tileSums,
  TWO,
} from "./_tile_wasm.ts";

type Sums = ReturnType<typeof tileSums>;

/** Gives 1 back, or 0 if A is not positive definite. */
const cholesky = routine({ a: "i32", size: "i32" }, ({ a: matrix, size }) => {
  const [i, j, column] = locals("i32", 3);
  const [rows, others] = [locals("i32", 4), locals("i32", 4)];
  const sums = tileSums();
  return [
    loop(i, 0, size, 4, [
      loop(j, 0, i, 4, [
        setRows(rows, { matrix, size, row: i, column }),
        setRows(others, { matrix, size, row: j, column }),
        setProducts(sums, { rows, others, length: j }),
        TWO.map((half) => finishRows(half, { rows, pivots: others, sums })),
      ]),
      setRows(rows, { matrix, size, row: i, column }),
      setRows(others, { matrix, size, row: i, column }),
      setProducts(sums, { rows, others, length: i }),
      finishPivots(rows, sums),
    ]),
    giveBack(1),
  ];
}, { result: "i32" });

/** Two rows of a tile below the diagonal, in lanes; the factor on the diagonal is at the pivots. */
function finishRows(
  half: number,
  { rows, pivots, sums }: {
    readonly rows: readonly Place[];
    readonly pivots: readonly Place[];
    readonly sums: Sums;
  },
): Body {
  const [upper, lower] = [2 * half, 2 * half + 1];
  const columns = locals("f64x2", 4);
  const factor = (row: number, column: number) => loadSplat(pivots[row], column);
  const finishColumn = (c: number) => {
    const side = c >> 1;
    const pick = c % 2 === 0 ? firsts : seconds;
    const value = pick(loadTwo(rows[upper], 2 * side), loadTwo(rows[lower], 2 * side));
    // The products go on with the columns that the tile has before this one and its neighbour.
    const more = columns.slice(0, 2 * side).map((column, q) => mul(column, factor(c, q)));
    const sum = add(pick(sums[upper][side], sums[lower][side]), ...more);
    const neighbour = c % 2 === 0 ? [] : [mul(columns[c - 1], factor(c, c - 1))];
    return set(columns[c], div(sub(value, sum, ...neighbour), factor(c, c)));
  };
  return [FOUR.map(finishColumn), storeColumns([rows[upper], rows[lower]], columns)];
}

/** The tile on the diagonal, number by number. */
function finishPivots(rows: readonly Place[], sums: Sums): Body {
  const l = FOUR.map((r) => locals("f64", r + 1));
  const finish = (r: number, c: number) => {
    const element = l[r][c];
    const more = FOUR.slice(0, c & 2).map((q) => mul(l[r][q], l[c][q]));
    const sum = add((c % 2 === 0 ? first : second)(sums[r][c >> 1]), ...more);
    const neighbour = c % 2 === 0 ? [] : [mul(l[r][c - 1], l[c][c - 1])];
    const value = sub(load(rows[r], c), sum, ...neighbour);
    return [
      r === c
        ? [set(element, value), giveUpUnlessPivot(element), set(element, sqrt(element))]
        : set(element, div(value, l[c][c])),
      store(rows[r], element, c),
    ];
  };
  return FOUR.map((c) => FOUR.slice(c).map((r) => finish(r, c)));
}

function giveUpUnlessPivot(value: Local<"f64">): Body {
  return when(less(0, value), when(less(value, Infinity), [], giveBack(0)), giveBack(0));
}

const invert = routine({ l: "i32", v: "i32", size: "i32" }, ({ l, v, size }) => {
  const [i, j, k, length] = locals("i32", 4);
  const [rows, others] = [locals("i32", 4), locals("i32", 4)];
  const sums = tileSums();
  return loop(i, 0, size, 4, [
    loop(j, 0, i, 4, [
      set(length, sub(i, j)),
      setRows(rows, { matrix: l, size, row: i, column: j }),
      setRows(others, { matrix: v, size, row: j, column: j }),
      setProducts(sums, { rows, others, length }),
      TWO.map((half) => finishInverse(half, { rows, others, sums })),
    ]),
    setRows(rows, { matrix: l, size, row: i, column: i }),
    setRows(others, { matrix: v, size, row: i, column: i }),
    invertPivots(rows, others),
    set(k, 0),
    setRows(others, { matrix: v, size, row: i, column: k }),
    loop(k, 0, i, 2, others.map((row) => [store(row, constant("f64x2", 0)), advance(row, 2)])),
  ]);
});

/** Two rows of V, in lanes, in the columns of the tile of L that is at `rows`. */
function finishInverse(
  half: number,
  { rows, others, sums }: {
    readonly rows: readonly Place[];
    readonly others: readonly Place[];
    readonly sums: Sums;
  },
): Body {
  const columns = locals("f64x2", 4);
  return [
    rows.map((row, r) => {
      const more = columns.slice(0, r).map((column, q) => mul(loadSplat(row, q), column));
      return set(columns[r], div(neg(add(sums[r][half], ...more)), loadSplat(row, r)));
    }),
    storeColumns([others[2 * half], others[2 * half + 1]], columns),
  ];
}

/** The tile on the diagonal, number by number, with zeros below. */
function invertPivots(rows: readonly Place[], corner: readonly Place[]): Body {
  const v = FOUR.map(() => locals("f64", 4));
  const finish = (j: number, row: number) => {
    const products = FOUR.slice(j, row).map((k) => mul(load(rows[row], k), v[j][k]));
    return set(v[j][row], div(neg(add(0, ...products)), load(rows[row], row)));
  };
  return FOUR.map((j) => [
    set(v[j][j], div(1, load(rows[j], j))),
    FOUR.slice(j + 1).map((row) => finish(j, row)),
    FOUR.map((k) => store(corner[j], k < j ? constant("f64", 0) : v[j][k], k)),
  ]);
}

const square = routine({ v: "i32", inverse: "i32", size: "i32" }, ({ v, inverse, size }) => {
  const [i, j, length] = locals("i32", 3);
  const [rows, others, out] = [locals("i32", 4), locals("i32", 4), locals("i32", 4)];
  const sums = tileSums();
  return loop(i, 0, size, 4, [
    set(length, sub(size, i)),
    loop(j, 0, add(i, 1), 4, [
      setRows(rows, { matrix: v, size, row: i, column: i }),
      setRows(others, { matrix: v, size, row: j, column: i }),
      setProducts(sums, { rows, others, length }),
      setRows(out, { matrix: inverse, size, row: i, column: j }),
      out.map((row, r) => TWO.map((half) => store(row, sums[r][half], 2 * half))),
    ]),
  ]);
});

/** Both right-hand sides at once, b in the first lane and c in the second. */
const solveTwo = routine({ l: "i32", b: "i32", c: "i32", size: "i32" }, ({ l, b, c, size }) => {
  const [i, k, column, left, right] = locals("i32", 5);
  const rows = locals("i32", 4);
  const sums = locals("f64x2", 4);
  const [value] = locals("f64x2");
  return loop(i, 0, size, 4, [
    setRows(rows, { matrix: l, size, row: i, column }),
    sums.map((sum, r) => set(sum, gather(at(b, i), at(c, i), r))),
    set(left, b),
    set(right, c),
    loop(k, 0, i, 1, [
      set(value, gather(left, right)),
      sums.map((sum, r) => set(sum, sub(sum, mul(loadSplat(rows[r]), value)))),
      [left, right, ...rows].map((place) => advance(place, 1)),
    ]),
    sums.map((sum, r) => {
      const products = sums.slice(0, r).map((x, q) => mul(loadSplat(rows[r], q), x));
      return [
        set(sum, div(sub(sum, ...products), loadSplat(rows[r], r))),
        store(left, first(sum), r),
        store(right, second(sum), r),
      ];
    }),
  ]);
});

const solveTransposed = routine({ l: "i32", b: "i32", size: "i32" }, ({ l, b, size }) => {
  const [step, i, k, row, to] = locals("i32", 5);
  const [value] = locals("f64x2");
  return loop(step, 0, size, 1, [
    set(i, sub(size, step, 1)),
    set(row, at(l, mul(i, size))),
    set(value, div(loadSplat(at(b, i)), loadSplat(at(row, i)))),
    store(at(b, i), first(value)),
    set(to, b),
    loop(k, 1, i, 2, [
      store(to, sub(loadTwo(to), mul(loadTwo(row), value))),
      [row, to].map((place) => advance(place, 2)),
    ]),
    when(less(sub(k, 1), i), store(to, sub(load(to), mul(load(row), first(value))))),
  ]);
});

export const choleskyRoutines = { cholesky, invert, square, solveTwo, solveTransposed };
