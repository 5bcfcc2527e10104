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
  constant,
  div,
  doubles,
  type Expression,
  first,
  firsts,
  gather,
  giveBack,
  int,
  ints,
  kernel,
  less,
  load,
  loadBoth,
  loadPair,
  loop,
  mul,
  neg,
  pair,
  pairs,
  second,
  seconds,
  set,
  sqrt,
  type Statement,
  store,
  sub,
  type Variable,
  when,
} from "../core/wasm/assembler.ts";

type Place = Variable<"int">;
const FOUR = [0, 1, 2, 3] as const;
const TWO = [0, 1] as const;

/** Variables for the scalar products of four rows with four: sums[r][h] has columns 2 h and 2 h + 1. */
const makeSums = () => FOUR.map(() => pairs(2));
type Sums = ReturnType<typeof makeSums>;

/** rows[r] = the place of row `row` + r at column `column`. */
function setRows(
  rows: readonly Place[],
  { matrix, size, row, column }: Readonly<Record<"matrix" | "size" | "row" | "column", Place>>,
): Statement[] {
  const start = at(matrix, add(mul(row, size), column));
  return rows.map((place, r) => set(place, r === 0 ? start : at(rows[r - 1], size)));
}

/** sums = the products of rows `a` with rows `b` over `length` columns, an even number, in ascending order. */
function products(a: readonly Place[], b: readonly Place[], length: Place, sums: Sums) {
  const k = int();
  const [even, odd] = pairs(2);
  return [
    ...sums.flat().map((sum) => set(sum, 0)),
    loop(k, 0, length, 2, [
      ...TWO.flatMap((half) => {
        const [left, right] = [loadPair(b[2 * half]), loadPair(b[2 * half + 1])];
        return [
          ...[set(even, firsts(left, right)), set(odd, seconds(left, right))],
          ...FOUR.flatMap((r) => {
            const sum = sums[r][half];
            return [
              set(sum, add(sum, mul(loadBoth(a[r], 0), even))),
              set(sum, add(sum, mul(loadBoth(a[r], 1), odd))),
            ];
          }),
        ];
      }),
      ...[...a, ...b].map((place) => advance(place, 2)),
    ]),
  ];
}

/** L of a; 1, or 0 if a is not positive definite. */
const cholesky = kernel({ a: "int", size: "int" }, ({ a, size }) => {
  const [i, j] = ints(2);
  const [rows, columns] = [ints(4), ints(4)];
  const sums = makeSums();
  return [
    loop(i, 0, size, 4, [
      loop(j, 0, i, 4, [
        ...setColumns(rows, columns, { a, size, i, j }),
        ...products(rows, columns, j, sums),
        ...finishTile(rows, columns, sums),
      ]),
      ...setColumns(rows, columns, { a, size, i, j: i }),
      ...products(rows, columns, i, sums),
      ...finishDiagonal(rows, sums),
    ]),
    giveBack(1),
  ];
}, "int");

function setColumns(
  rows: readonly Place[],
  columns: readonly Place[],
  { a, size, i, j }: Readonly<Record<"a" | "size" | "i" | "j", Place>>,
) {
  const column = int();
  return [
    set(column, 0),
    ...setRows(rows, { matrix: a, size, row: i, column }),
    ...setRows(columns, { matrix: a, size, row: j, column }),
  ];
}

/** The tile at `rows` below the diagonal, whose factor is at `pivots`; two rows at once. */
function finishTile(rows: readonly Place[], pivots: readonly Place[], sums: Sums): Statement[] {
  const columns = pairs(4);
  const factor = (row: number, column: number) => loadBoth(pivots[row], column);
  return TWO.flatMap((half) => {
    const [upper, lower] = [2 * half, 2 * half + 1];
    const column = (c: number) => {
      const side = c >> 1;
      const pick = c % 2 === 0 ? firsts : seconds;
      const value = pick(loadPair(rows[upper], 2 * side), loadPair(rows[lower], 2 * side));
      // What the columns of this tile add to the sums, in their order.
      const before = columns.slice(0, 2 * side).map((l, q) => mul(l, factor(c, q)));
      const sum = add(pick(sums[upper][side], sums[lower][side]), ...before);
      const rest = c % 2 === 0 ? [] : [mul(columns[c - 1], factor(c, c - 1))];
      return set(columns[c], div(sub(value, sum, ...rest), factor(c, c)));
    };
    return [
      ...FOUR.map(column),
      ...TWO.flatMap((side) => {
        const [left, right] = [columns[2 * side], columns[2 * side + 1]];
        return [
          store(rows[upper], firsts(left, right), 2 * side),
          store(rows[lower], seconds(left, right), 2 * side),
        ];
      }),
    ];
  });
}

/** The tile on the diagonal, number by number. */
function finishDiagonal(rows: readonly Place[], sums: Sums): Statement[] {
  const l = FOUR.map((r) => doubles(r + 1));
  const element = (r: number, c: number): Statement[] => {
    const side = c >> 1;
    const sum = (c % 2 === 0 ? first : second)(sums[r][side]);
    const before = FOUR.slice(0, 2 * side).map((q) => mul(l[r][q], l[c][q]));
    const rest = c % 2 === 0 ? [] : [mul(l[r][c - 1], l[c][c - 1])];
    const value = sub(load(rows[r], c), add(sum, ...before), ...rest);
    return [
      set(l[r][c], r === c ? value : div(value, l[c][c])),
      ...(r === c ? [...unlessPositive(l[r][c]), set(l[r][c], sqrt(l[r][c]))] : []),
      store(rows[r], l[r][c], c),
    ];
  };
  return FOUR.flatMap((c) => FOUR.slice(c).flatMap((r) => element(r, c)));
}

/** Gives 0 back unless a pivot is positive and finite. */
function unlessPositive(pivot: Variable<"double">): Statement[] {
  const no = [giveBack(0)];
  return [when(less(0, pivot), [when(less(pivot, Infinity), [], no)], no)];
}

/** V of L. */
const invert = kernel({ l: "int", v: "int", size: "int" }, ({ l, v, size }) => {
  const [i, j, k, length] = ints(4);
  const [rows, columns, corner] = [ints(4), ints(4), ints(4)];
  const sums = makeSums();
  return [
    loop(i, 0, size, 4, [
      loop(j, 0, i, 4, [
        set(length, sub(i, j)),
        ...setRows(rows, { matrix: l, size, row: i, column: j }),
        ...setRows(columns, { matrix: v, size, row: j, column: j }),
        ...products(rows, columns, length, sums),
        ...finishInverse(rows, columns, sums),
      ]),
      ...setRows(rows, { matrix: l, size, row: i, column: i }),
      ...setRows(corner, { matrix: v, size, row: i, column: i }),
      ...invertDiagonal(rows, corner),
      set(k, 0),
      ...setRows(columns, { matrix: v, size, row: i, column: k }),
      loop(k, 0, i, 2, [
        ...columns.flatMap((row) => [store(row, constant("pair", 0)), advance(row, 2)]),
      ]),
    ]),
  ];
});

/** Columns i .. i + 3 of V, at `columns` after the products, from the rows of L, whose tile is at `rows`. */
function finishInverse(
  rows: readonly Place[],
  columns: readonly Place[],
  sums: Sums,
): Statement[] {
  return TWO.flatMap((half) => {
    const found = pairs(4);
    const above = FOUR.map((r) => {
      const before = found.slice(0, r).map((value, q) => mul(loadBoth(rows[r], q), value));
      const sum: Expression<"pair"> = r === 0 ? sums[r][half] : add(sums[r][half], ...before);
      return set(found[r], div(neg(sum), loadBoth(rows[r], r)));
    });
    return [
      ...above,
      ...TWO.flatMap((side) => {
        const [left, right] = [found[2 * side], found[2 * side + 1]];
        return [
          store(columns[2 * half], firsts(left, right), 2 * side),
          store(columns[2 * half + 1], seconds(left, right), 2 * side),
        ];
      }),
    ];
  });
}

/** The tile of V on the diagonal, number by number; zeros below. */
function invertDiagonal(rows: readonly Place[], corner: readonly Place[]): Statement[] {
  const v = FOUR.map(() => doubles(4));
  return FOUR.flatMap((j) => [
    set(v[j][j], div(1, load(rows[j], j))),
    ...FOUR.slice(j + 1).map((row) => {
      const terms = FOUR.slice(j, row).map((k) => mul(load(rows[row], k), v[j][k]));
      return set(v[j][row], div(neg(add(0, ...terms)), load(rows[row], row)));
    }),
    ...FOUR.map((k) => store(corner[j], k < j ? constant("double", 0) : v[j][k], k)),
  ]);
}

/** V V', the tiles on the diagonal and below. */
const square = kernel({ v: "int", inverse: "int", size: "int" }, ({ v, inverse, size }) => {
  const [i, j, length] = ints(3);
  const [rows, columns, out] = [ints(4), ints(4), ints(4)];
  const sums = makeSums();
  return [
    loop(i, 0, size, 4, [
      set(length, sub(size, i)),
      loop(j, 0, add(i, 1), 4, [
        ...setRows(rows, { matrix: v, size, row: i, column: i }),
        ...setRows(columns, { matrix: v, size, row: j, column: i }),
        ...products(rows, columns, length, sums),
        ...setRows(out, { matrix: inverse, size, row: i, column: j }),
        ...FOUR.flatMap((r) => TWO.map((half) => store(out[r], sums[r][half], 2 * half))),
      ]),
    ]),
  ];
});

/** b and c become L^-1 b and L^-1 c: a pair has a number of each. */
const solveTwo = kernel(
  { l: "int", size: "int", b: "int", c: "int" },
  ({ l, size, b, c }) => {
    const [i, k, left, right] = ints(4);
    const rows = ints(4);
    const [sums, value] = [pairs(4), pair()];
    const column = int();
    const write = (r: number) => [
      store(left, first(sums[r]), r),
      store(right, second(sums[r]), r),
    ];
    return [
      loop(i, 0, size, 4, [
        set(column, 0),
        ...setRows(rows, { matrix: l, size, row: i, column }),
        ...[set(left, at(b, i)), set(right, at(c, i))],
        ...sums.map((sum, r) => set(sum, gather(left, right, r))),
        ...[set(left, b), set(right, c)],
        loop(k, 0, i, 1, [
          set(value, gather(left, right)),
          ...sums.map((sum, r) => set(sum, sub(sum, mul(loadBoth(rows[r]), value)))),
          ...[left, right, ...rows].map((place) => advance(place, 1)),
        ]),
        ...FOUR.flatMap((r) => {
          const before = sums.slice(0, r).map((x, q) => mul(loadBoth(rows[r], q), x));
          const rest: Expression<"pair"> = r === 0 ? sums[r] : sub(sums[r], ...before);
          return [set(sums[r], div(rest, loadBoth(rows[r], r))), ...write(r)];
        }),
      ]),
    ];
  },
);

/** b becomes L'^-1 b. */
const solveTransposed = kernel({ l: "int", size: "int", b: "int" }, ({ l, size, b }) => {
  const [step, i, k, row, to] = ints(5);
  const value = pair();
  return [
    loop(step, 0, size, 1, [
      set(i, sub(size, step, 1)),
      set(row, at(l, mul(i, size))),
      set(value, div(loadBoth(at(b, i)), loadBoth(at(row, i)))),
      store(at(b, i), first(value)),
      set(to, b),
      loop(k, 1, i, 2, [
        store(to, sub(loadPair(to), mul(loadPair(row), value))),
        ...[advance(row, 2), advance(to, 2)],
      ]),
      when(less(sub(k, 1), i), [
        store(to, sub(load(to), mul(load(row), first(value)))),
      ]),
    ]),
  ];
});

export const choleskyKernels = { cholesky, invert, square, solveTwo, solveTransposed };
