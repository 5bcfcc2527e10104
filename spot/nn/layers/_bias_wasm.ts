/** The loops over a bias of linear.ts: the same bits. @module */
import {
  add,
  advance,
  load,
  loadSplat,
  loadTwo,
  locals,
  loop,
  routine,
  set,
  store,
} from "../../core/wasm/assembler.ts";
import { arenaTypes, overRows, setPlaces } from "./_rows_wasm.ts";

const addBias = routine(
  { ...arenaTypes, outputs: "i32", bias: "i32", z: "i32" },
  ({ values, work, stride, n, outputs, bias, z }) => {
    const [o] = locals("i32");
    const [shift] = locals("f64x2");
    return [
      [setPlaces(values, [bias]), setPlaces(work, [z])],
      loop(o, 0, outputs, 1, [
        set(shift, loadSplat(bias)),
        overRows(n, [z], (z) => store(z, add(loadTwo(z), shift))),
        [advance(bias, 1), advance(z, stride)],
      ]),
    ];
  },
);

const biasGradient = routine(
  { ...arenaTypes, outputs: "i32", dBias: "i32", dz: "i32" },
  ({ values, work, stride, n, outputs, dBias, dz }) => {
    const [o, s, row] = locals("i32", 3);
    const [sum] = locals("f64");
    return [
      [setPlaces(values, [dBias]), setPlaces(work, [dz])],
      loop(o, 0, outputs, 1, [
        [set(row, dz), set(sum, 0)],
        loop(s, 0, n, 1, [set(sum, add(sum, load(row))), advance(row, 1)]),
        store(dBias, sum),
        [advance(dBias, 1), advance(dz, stride)],
      ]),
    ];
  },
);

export const biasRoutines = { addBias, biasGradient };
