/** The loops of _product_kernel.ts, two pairs of points at a time: the same bits. @module */
import { setExp } from "../core/exact/_exp_wasm.ts";
import {
  abs,
  add,
  advance,
  and,
  at,
  div,
  double,
  first,
  gather,
  int,
  ints,
  kernel,
  less,
  lessBits,
  load,
  loadBoth,
  loadPair,
  loop,
  mul,
  neg,
  pairs,
  second,
  set,
  store,
  when,
} from "../core/wasm/assembler.ts";

const ROOT_5 = 2.23606797749979;
const FARTHEST = 700;

/** psi and slope of `count` pairs; d points at their differences. */
const correlate = kernel(
  { psi: "int", slope: "int", d: "int", rootTheta: "int", count: "int", k: "int" },
  ({ psi, slope, d, rootTheta, count, k }) => {
    const [p, j, next, root] = ints(4);
    const [a, sum, product, decay] = pairs(4);
    return [
      loop(p, 0, count, 2, [
        set(next, d),
        when(less(add(p, 1), count), [advance(next, k)]),
        ...[set(sum, 0), set(product, 1), set(root, rootTheta)],
        loop(j, 0, k, 1, [
          set(a, mul(loadBoth(root), ROOT_5, abs(gather(d, next)))),
          set(sum, add(sum, a)),
          set(product, mul(product, add(mul(a, add(div(a, 3), 1)), 1))),
          ...[advance(d, 1), advance(next, 1), advance(root, 1)],
        ]),
        ...setExp(decay, neg(sum)),
        set(product, and(mul(product, decay), lessBits(sum, FARTHEST))),
        when(less(add(p, 1), count), [
          store(at(psi, p), product),
          store(at(slope, p), product),
        ], [
          store(at(psi, p), first(product)),
          store(at(slope, p), first(product)),
        ]),
        set(d, next),
      ]),
    ];
  },
);

/** Adds to out, by pair after pair as ever. */
const accumulate = kernel(
  {
    ...{ slope: "int", weight: "int", d: "int", rootTheta: "int", out: "int" } as const,
    ...{ count: "int", k: "int", moment: "int" } as const,
  },
  ({ slope, weight, d, rootTheta, out, count, k, moment }) => {
    const [p, j, next, root, to] = ints(5);
    const [a, factor, difference, term] = pairs(4);
    const sum = double();
    const hasNext = int();
    return [
      loop(p, 0, count, 2, [
        ...[set(next, d), set(hasNext, less(add(p, 1), count))],
        when(hasNext, [advance(next, k)]),
        set(factor, mul(loadPair(at(weight, p)), -(5 / 6), loadPair(at(slope, p)))),
        ...[set(root, rootTheta), set(to, out)],
        loop(j, 0, k, 1, [
          set(difference, gather(d, next)),
          set(a, mul(loadBoth(root), ROOT_5, abs(difference))),
          set(
            term,
            and(div(add(a, 1), add(mul(a, add(div(a, 3), 1)), 1)), lessBits(a, FARTHEST)),
          ),
          set(term, mul(factor, term)),
          when(less(moment, 2), [], [set(difference, mul(difference, difference))]),
          set(term, mul(term, difference)),
          set(sum, add(load(to), first(term))),
          when(hasNext, [set(sum, add(sum, second(term)))]),
          store(to, sum),
          ...[advance(d, 1), advance(next, 1), advance(root, 1), advance(to, 1)],
        ]),
        set(d, next),
      ]),
    ];
  },
);

export const productKernels = { correlate, accumulate };
