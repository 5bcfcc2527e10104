/** The products of _point_predictor.ts, two numbers at a time: the same bits. @module */
import {
  add,
  advance,
  at,
  firsts,
  loadSplat,
  loadTwo,
  locals,
  loop,
  mul,
  routine,
  seconds,
  set,
  store,
} from "../core/wasm/assembler.ts";
import { setRows } from "../linalg/_tile_wasm.ts";

/** z += V' psi */
const multiplyTransposed = routine(
  { v: "i32", psi: "i32", z: "i32", size: "i32" },
  ({ v, psi, z, size }) => {
    const [j, i, to] = locals("i32", 3);
    const rows = locals("i32", 4);
    const factors = locals("f64x2", 4);
    return loop(j, 0, size, 4, [
      setRows(rows, { matrix: v, size, row: j, column: j }),
      factors.map((factor, r) => set(factor, loadSplat(at(psi, j), r))),
      set(to, at(z, j)),
      loop(i, j, size, 2, [
        store(to, add(loadTwo(to), add(...factors.map((p, r) => mul(p, loadTwo(rows[r])))))),
        [to, ...rows].map((place) => advance(place, 2)),
      ]),
    ]);
  },
);

/** out = V z */
const multiplyUpper = routine(
  { v: "i32", z: "i32", out: "i32", size: "i32" },
  ({ v, z, out, size }) => {
    const [j, i, from] = locals("i32", 3);
    const rows = locals("i32", 4);
    /** Of rows j and j + 1, and of the next two. */
    const sums = locals("f64x2", 2);
    return loop(j, 0, size, 4, [
      setRows(rows, { matrix: v, size, row: j, column: j }),
      set(from, at(z, j)),
      sums.map((sum) => set(sum, 0)),
      loop(i, j, size, 2, [
        sums.map((sum, half) => {
          const [upper, lower] = [loadTwo(rows[2 * half]), loadTwo(rows[2 * half + 1])];
          const products = [
            mul(firsts(upper, lower), loadSplat(from, 0)),
            mul(seconds(upper, lower), loadSplat(from, 1)),
          ];
          return set(sum, add(sum, ...products));
        }),
        [from, ...rows].map((place) => advance(place, 2)),
      ]),
      sums.map((sum, half) => store(at(out, j), sum, 2 * half)),
    ]);
  },
);

export const predictorRoutines = { multiplyTransposed, multiplyUpper };
