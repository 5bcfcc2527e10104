/** The loops of _product_kernel.ts, two pairs of points at a time: the same bits. @module */
import { setExp } from "../core/exact/_exp_wasm.ts";
import {
  abs,
  add,
  advance,
  and,
  at,
  div,
  first,
  gather,
  less,
  lessBits,
  loadSplat,
  loadTwo,
  locals,
  loop,
  mul,
  neg,
  routine,
  set,
  store,
  when,
} from "../core/wasm/assembler.ts";

/** The square root of 5. */
export const ROOT_5 = 2.23606797749979;
/** Beyond this sum of a, psi is 0. */
export const FARTHEST = 700;

const correlate = routine(
  { psi: "i32", slope: "i32", differences: "i32", rootTheta: "i32", count: "i32", k: "i32" },
  ({ psi, slope, differences: here, rootTheta, count, k }) => {
    const [p, j, hasNext, next, root] = locals("i32", 5);
    const [a, sum, product, decay] = locals("f64x2", 4);
    return loop(p, 0, count, 2, [
      set(hasNext, less(add(p, 1), count)),
      set(next, here),
      when(hasNext, advance(next, k)),
      set(sum, 0),
      set(product, 1),
      set(root, rootTheta),
      loop(j, 0, k, 1, [
        set(a, mul(ROOT_5, loadSplat(root), abs(gather(here, next)))),
        set(sum, add(sum, a)),
        set(product, mul(product, add(1, mul(a, add(1, div(a, 3)))))),
        [here, next, root].map((place) => advance(place, 1)),
      ]),
      set(here, next),
      setExp(decay, neg(sum)),
      set(product, and(mul(product, decay), lessBits(sum, FARTHEST))),
      [at(psi, p), at(slope, p)].map((place) =>
        when(hasNext, store(place, product), store(place, first(product)))
      ),
    ]);
  },
);

/** One pair of points after the other, as every sum here, but two variables at a time. */
const accumulate = routine(
  {
    ...{ slope: "i32", weight: "i32", differences: "i32", rootTheta: "i32" } as const,
    ...{ out: "i32", count: "i32", k: "i32", moment: "i32" } as const,
  },
  ({ slope, weight, differences, rootTheta, out, count, k, moment }) => {
    const [p, j, here] = locals("i32", 3);
    const [a, factor, weighted, difference, sum] = locals("f64x2", 5);
    const ratio = div(add(1, a), add(1, mul(a, add(1, div(a, 3)))));
    return loop(p, 0, count, 1, [
      set(factor, mul(-(5 / 6), loadSplat(at(weight, p)), loadSplat(at(slope, p)))),
      loop(j, 0, k, 2, [
        set(difference, loadTwo(at(differences, j))),
        set(a, mul(ROOT_5, loadTwo(at(rootTheta, j)), abs(difference))),
        set(weighted, mul(factor, and(ratio, lessBits(a, FARTHEST)))),
        when(less(1, moment), set(difference, mul(difference, difference))),
        set(here, at(out, j)),
        set(sum, add(loadTwo(here), mul(weighted, difference))),
        when(less(add(j, 1), k), store(here, sum), store(here, first(sum))),
      ]),
      advance(differences, k),
    ]);
  },
);

export const productRoutines = { correlate, accumulate };
