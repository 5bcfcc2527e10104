/**
 * The loops of _products.ts and _panel.ts, two rows of the batch at a time: the same bits. Where the number of
 * rows is odd, one row more is computed of what is not summed: features are further apart than that.
 *
 * @module
 */
import {
  add,
  advance,
  and,
  at,
  type Body,
  div,
  type Expression,
  less,
  load,
  loadFirst,
  loadSplat,
  loadTwo,
  locals,
  loop,
  mul,
  routine,
  set,
  store,
  sub,
  when,
} from "../../core/wasm/assembler.ts";
import { arenaTypes, type Place, total } from "./_rows_wasm.ts";

/** As many places as wanted, the first at `start`, so many numbers apart. */
function setPlacesApart(places: readonly Place[], start: Expression<"i32">, step: Place): Body {
  return places.map((place, i) => set(place, i === 0 ? start : at(places[i - 1], step)));
}

/** to = a, or b if that is smaller */
function setSmaller(to: Place, a: Expression<"i32">, b: Expression<"i32">): Body {
  return [set(to, a), when(less(b, to), set(to, b))];
}

/** How many features of n rows, at least one, are about `numbers` numbers: as blockOf() has it. */
function setBlock(to: Place, numbers: Place, n: Place): Body {
  return [set(to, and(div(numbers, n), -4)), when(less(to, 4), set(to, 4))];
}

const multiply = routine(
  {
    ...arenaTypes,
    ...{ rows: "i32", depth: "i32", a: "i32", rowStep: "i32", depthStep: "i32" } as const,
    ...{ x: "i32", z: "i32", isAdded: "i32", columns: "i32", numbers: "i32" } as const,
  },
  ({ n, columns, numbers, values, work, a, x, z, depth, isAdded, ...shape }) => {
    // A block has so many rows of the batch and is so deep; the last ones of them have less.
    const [wide, deep] = locals("i32", 2);
    const [s, i, blockWide, blockDeep] = locals("i32", 4);
    const [blockA, blockX, blockZ] = locals("i32", 3);
    return [
      setSmaller(wide, n, columns),
      setBlock(deep, numbers, wide),
      loop(s, 0, n, wide, [
        setSmaller(blockWide, wide, sub(n, s)),
        loop(i, 0, depth, deep, [
          setSmaller(blockDeep, deep, sub(depth, i)),
          set(blockA, at(values, add(a, mul(i, shape.depthStep)))),
          set(blockX, at(work, add(x, mul(i, shape.stride), s))),
          set(blockZ, at(work, add(z, s))),
          block({
            ...{ ...shape, n: blockWide, depth: blockDeep },
            ...{ a: blockA, x: blockX, z: blockZ, isAdded: add(isAdded, i) },
          }),
        ]),
      ]),
    ];
  },
);

/** One block, in panels. */
function block({ n, rows, depth, stride, rowStep, depthStep, a, x, z, isAdded }: {
  readonly n: Place;
  readonly rows: Place;
  readonly depth: Place;
  readonly stride: Place;
  readonly rowStep: Place;
  readonly depthStep: Place;
  readonly a: Place;
  readonly x: Place;
  readonly z: Place;
  readonly isAdded: Expression<"i32">;
}): Body {
  // What larger panels have done.
  const [doneRows, doneDepth] = locals("i32", 2);
  const [r, i, from] = locals("i32", 3);
  /** Panels of `size` rows, as deep, of what larger ones have left. */
  const panels = (size: number) => [
    loop(r, 0, and(rows, -size), size, [
      set(from, 0),
      when(less(r, doneRows), set(from, doneDepth)),
      loop(i, from, and(depth, -size), size, [
        panel(size, {
          ...{ n, stride, rowStep, depthStep, isAdded: add(isAdded, i) },
          a: at(a, add(mul(r, rowStep), mul(i, depthStep))),
          x: at(x, mul(i, stride)),
          z: at(z, mul(r, stride)),
        }),
      ]),
    ]),
    set(doneRows, and(rows, -size)),
    set(doneDepth, and(depth, -size)),
  ];
  return [set(doneRows, 0), set(doneDepth, 0), [4, 2, 1].map(panels)];
}

/** `size` rows, as deep. */
function panel(
  size: number,
  { n, stride, rowStep, depthStep, isAdded, a, x, z }: {
    readonly n: Place;
    readonly stride: Place;
    readonly rowStep: Place;
    readonly depthStep: Place;
    readonly isAdded: Expression<"i32">;
    readonly a: Expression<"i32">;
    readonly x: Expression<"i32">;
    readonly z: Expression<"i32">;
  },
): Body {
  const [s, entry] = locals("i32", 2);
  const [aRows, xs, zs] = [locals("i32", size), locals("i32", size), locals("i32", size)];
  const weights = aRows.map(() => locals("f64x2", size));
  const numbers = locals("f64x2", size);
  const sums = weights.map((row) => add(...row.map((weight, j) => mul(weight, numbers[j]))));
  const storeRows = (sumOf: (r: number) => Expression<"f64x2">) =>
    loop(s, 0, n, 2, [
      numbers.map((number, j) => set(number, loadTwo(xs[j]))),
      zs.map((place, r) => store(place, sumOf(r))),
      [...xs, ...zs].map((place) => advance(place, 2)),
    ]);
  return [
    setPlacesApart(aRows, a, rowStep),
    setPlacesApart(xs, x, stride),
    setPlacesApart(zs, z, stride),
    weights.map((row, r) => [
      set(entry, aRows[r]),
      row.map((weight) => [set(weight, loadSplat(entry)), advance(entry, depthStep)]),
    ]),
    when(isAdded, storeRows((r) => add(loadTwo(zs[r]), sums[r])), storeRows((r) => sums[r])),
  ];
}

const multiplyRows = routine(
  {
    ...arenaTypes,
    ...{ outputs: "i32", inputs: "i32", dw: "i32", dz: "i32", x: "i32", numbers: "i32" } as const,
  },
  ({ values, work, stride, n, outputs, inputs, dw, dz, x, numbers }) => {
    // A block has so many inputs.
    const [wide] = locals("i32");
    const [first, blockWide, blockDw, blockDz, blockX] = locals("i32", 5);
    return [
      setBlock(wide, numbers, n),
      loop(first, 0, inputs, wide, [
        setSmaller(blockWide, wide, sub(inputs, first)),
        set(blockDw, at(values, add(dw, first))),
        set(blockDz, at(work, dz)),
        set(blockX, at(work, add(x, mul(first, stride)))),
        rowsBlock({
          ...{ n, stride, outputs, inputs: blockWide, rowStep: inputs },
          ...{ dw: blockDw, dz: blockDz, x: blockX },
        }),
      ]),
    ];
  },
);

/** One block, in tiles. */
function rowsBlock({ outputs, inputs, dw, dz, x, ...shape }: TilePlaces & {
  readonly outputs: Place;
  readonly inputs: Place;
}): Body {
  // The outputs that larger tiles have done.
  const [done] = locals("i32");
  const [o, i, from] = locals("i32", 3);
  const places = {
    ...shape,
    dw: at(dw, add(mul(o, shape.rowStep), i)),
    dz: at(dz, mul(o, shape.stride)),
    x: at(x, mul(i, shape.stride)),
  };
  return [
    set(done, 0),
    [4, 2].map((size) => [
      loop(o, done, and(outputs, -size), size, loop(i, 0, and(inputs, -2), 2, tile(size, places))),
      set(done, and(outputs, -size)),
    ]),
    loop(o, 0, outputs, 1, [
      set(from, 0),
      when(less(o, done), set(from, and(inputs, -2))),
      loop(i, from, inputs, 1, dot(places)),
    ]),
  ];
}

interface TilePlaces {
  readonly n: Place;
  readonly stride: Place;
  readonly rowStep: Place;
  readonly dw: Expression<"i32">;
  readonly dz: Expression<"i32">;
  readonly x: Expression<"i32">;
}

/** So many outputs by two inputs: the even rows' sums in the first lane, the odd ones' in the second. */
function tile(outputs: number, { n, stride, rowStep, dw, dz, x }: TilePlaces): Body {
  const [s] = locals("i32");
  const [dws, dzs, xs] = [locals("i32", outputs), locals("i32", outputs), locals("i32", 2)];
  const sums = dzs.map(() => locals("f64x2", 2));
  const inputs = locals("f64x2", 2);
  const [output] = locals("f64x2");
  const addProducts = (loading: typeof loadTwo) => [
    inputs.map((input, i) => set(input, loading(xs[i]))),
    sums.map((row, o) => [
      set(output, loading(dzs[o])),
      row.map((sum, i) => set(sum, add(sum, mul(output, inputs[i])))),
    ]),
  ];
  return [
    setPlacesApart(dws, dw, rowStep),
    setPlacesApart(dzs, dz, stride),
    setPlacesApart(xs, x, stride),
    sums.flat().map((sum) => set(sum, 0)),
    loop(s, 0, and(n, -2), 2, [
      addProducts(loadTwo),
      [...dzs, ...xs].map((place) => advance(place, 2)),
    ]),
    when(less(s, n), addProducts(loadFirst)),
    sums.map((row, o) => row.map((sum, i) => store(dws[o], total(sum), i))),
  ];
}

/** One of each, in one sum. */
function dot({ n, dw, dz, x }: TilePlaces): Body {
  const [s, output, input] = locals("i32", 3);
  const [sum] = locals("f64");
  return [
    [set(output, dz), set(input, x), set(sum, 0)],
    loop(s, 0, n, 1, [
      set(sum, add(sum, mul(load(output), load(input)))),
      [output, input].map((place) => advance(place, 1)),
    ]),
    store(dw, sum),
  ];
}

export const productRoutines = { multiply, multiplyRows };
