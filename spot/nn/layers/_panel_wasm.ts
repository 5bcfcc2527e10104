/**
 * The loops of _panel.ts, two rows of the batch at a time: the same bits. Where the number of rows is odd,
 * one row more is computed of what is not summed: features are further apart than that.
 *
 * @module
 */
import {
  add,
  advance,
  and,
  at,
  type Body,
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
  when,
} from "../../core/wasm/assembler.ts";
import { type Place, total } from "./_rows_wasm.ts";

/** As many places as wanted, the first at `start`, so many numbers apart. */
function setPlacesApart(places: readonly Place[], start: Expression<"i32">, step: Place): Body {
  return places.map((place, i) => set(place, i === 0 ? start : at(places[i - 1], step)));
}

const multiplyBlock = routine(
  {
    ...{ values: "i32", work: "i32", rows: "i32", depth: "i32", n: "i32" } as const,
    ...{ a: "i32", rowStep: "i32", depthStep: "i32" } as const,
    ...{ x: "i32", z: "i32", stride: "i32", toAdd: "i32" } as const,
  },
  ({ values, work, rows, depth, n, a, rowStep, depthStep, x, z, stride, toAdd }) => {
    const [r, i, from, doneRows, doneDepth] = locals("i32", 5);
    /** Panels of `size` rows, as deep, of what larger ones have left. */
    const panels = (size: number) => [
      loop(r, 0, and(rows, -size), size, [
        set(from, 0),
        when(less(r, doneRows), set(from, doneDepth)),
        loop(i, from, and(depth, -size), size, [
          panel(size, {
            ...{ n, stride, rowStep, depthStep, isAdded: add(toAdd, i) },
            a: at(values, add(a, mul(r, rowStep), mul(i, depthStep))),
            x: at(work, add(x, mul(i, stride))),
            z: at(work, add(z, mul(r, stride))),
          }),
        ]),
      ]),
      set(doneRows, and(rows, -size)),
      set(doneDepth, and(depth, -size)),
    ];
    return [4, 2, 1].map(panels);
  },
);

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

const multiplyRowsBlock = routine(
  {
    ...{ values: "i32", work: "i32", outputs: "i32", inputs: "i32", n: "i32" } as const,
    ...{ dw: "i32", rowStep: "i32", dz: "i32", x: "i32", stride: "i32" } as const,
  },
  ({ values, work, outputs, inputs, n, dw, rowStep, dz, x, stride }) => {
    const [o, i, from, done] = locals("i32", 4);
    const places = () => ({
      ...{ n, stride, rowStep },
      dw: at(values, add(dw, mul(o, rowStep), i)),
      dz: at(work, add(dz, mul(o, stride))),
      x: at(work, add(x, mul(i, stride))),
    });
    return [
      [4, 2].map((size) => [
        loop(
          o,
          done,
          and(outputs, -size),
          size,
          loop(i, 0, and(inputs, -2), 2, tile(size, places())),
        ),
        set(done, and(outputs, -size)),
      ]),
      loop(o, 0, outputs, 1, [
        set(from, 0),
        when(less(o, done), set(from, and(inputs, -2))),
        loop(i, from, inputs, 1, dot(places())),
      ]),
    ];
  },
);

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

export const panelRoutines = { multiplyBlock, multiplyRowsBlock };
