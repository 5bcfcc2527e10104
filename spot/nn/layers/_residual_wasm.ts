/** The loops of residual.ts, two rows at a time: the same bits. @module */
import {
  add,
  advance,
  loadSplat,
  loadTwo,
  locals,
  loop,
  mul,
  routine,
  set,
  store,
  sub,
} from "../../core/wasm/assembler.ts";
import { arenaTypes, overRows, setPlaces } from "./_rows_wasm.ts";

const addIdentity = routine(
  { ...arenaTypes, width: "i32", x: "i32", y: "i32" },
  ({ work, stride, n, width, x, y }) => {
    const [f] = locals("i32");
    return [
      setPlaces(work, [x, y]),
      loop(f, 0, width, 1, [
        overRows(n, [x, y], (x, y) => store(y, add(loadTwo(y), loadTwo(x)))),
        [x, y].map((place) => advance(place, stride)),
      ]),
    ];
  },
);

const addShortcut = routine(
  {
    ...arenaTypes,
    ...{ width: "i32", z: "i32", mean: "i32", inverse: "i32" } as const,
    ...{ weight: "i32", bias: "i32", y: "i32" } as const,
  },
  ({ values, work, stride, n, width, z, mean, inverse, weight, bias, y }) => {
    const [f] = locals("i32");
    const [average, factor, beta] = locals("f64x2", 3);
    return [
      setPlaces(work, [z, mean, inverse, y]),
      setPlaces(values, [weight, bias]),
      loop(f, 0, width, 1, [
        set(average, loadSplat(mean)),
        set(factor, mul(loadSplat(inverse), loadSplat(weight))),
        set(beta, loadSplat(bias)),
        overRows(
          n,
          [z, y],
          (z, y) => store(y, add(loadTwo(y), add(mul(sub(loadTwo(z), average), factor), beta))),
        ),
        [z, y].map((place) => advance(place, stride)),
        [mean, inverse, weight, bias].map((place) => advance(place, 1)),
      ]),
    ];
  },
);

export const residualRoutines = { addIdentity, addShortcut };
