/** The loops of _pair_norm.ts, two rows at a time: the same bits. @module */
import {
  add,
  advance,
  and,
  at,
  div,
  first,
  firsts,
  loadSplat,
  loadTwo,
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
} from "../../core/wasm/assembler.ts";
import { EPSILON } from "./_norm_constants.ts";
import { arenaTypes, copyPlaces, overRows, setPlaces } from "./_rows_wasm.ts";

const pairNormsForward = routine(
  {
    ...arenaTypes,
    ...{ z: "i32", mean: "i32", inverse: "i32" } as const,
    ...{ bnWeight: "i32", bnBias: "i32", lnWeight: "i32", lnBias: "i32" } as const,
    ...{ normal: "i32", scale: "i32", output: "i32" } as const,
  },
  (
    {
      values,
      work,
      stride,
      n,
      z,
      mean,
      inverse,
      bnWeight,
      bnBias,
      lnWeight,
      lnBias,
      normal,
      scale,
      output,
    },
  ) => {
    const [means, factors, gammas, betas] = [0, 1, 2, 3].map(() => locals("f64x2", 2));
    const [shift, d, r, v] = locals("f64x2", 4);
    return [
      setPlaces(work, [z, mean, inverse, normal, scale, output]),
      setPlaces(values, [bnWeight, bnBias, lnWeight, lnBias]),
      [0, 1].map((i) => [
        set(means[i], loadSplat(mean, i)),
        set(factors[i], mul(loadSplat(inverse, i), loadSplat(bnWeight, i))),
        set(gammas[i], loadSplat(lnWeight, i)),
        set(betas[i], loadSplat(lnBias, i)),
      ]),
      set(shift, sub(loadSplat(bnBias, 0), loadSplat(bnBias, 1))),
      overRows(
        n,
        [z, at(z, stride), scale, normal, output, at(output, stride)],
        (z, zB, scale, normal, output, outputB) => {
          const a = mul(sub(loadTwo(z), means[0]), factors[0]);
          const b = mul(sub(loadTwo(zB), means[1]), factors[1]);
          return [
            set(d, mul(0.5, add(sub(a, b), shift))),
            set(r, div(1, sqrt(add(mul(d, d), EPSILON)))),
            set(v, mul(d, r)),
            store(scale, r),
            store(normal, v),
            store(output, add(betas[0], mul(gammas[0], v))),
            store(outputB, sub(betas[1], mul(gammas[1], v))),
          ];
        },
      ),
    ];
  },
);

const pairNormBackward = routine(
  {
    ...arenaTypes,
    ...{ weight: "i32", dWeight: "i32", dBias: "i32" } as const,
    ...{ normal: "i32", scale: "i32", from: "i32", slope: "i32", to: "i32" } as const,
  },
  ({ values, work, stride, n, weight, dWeight, dBias, normal, scale, from, slope, to }) => {
    const [s] = locals("i32");
    const [gammaA, gammaB, a, b, aProduct, bProduct, r, du] = locals("f64x2", 8);
    const [dBetas, dGammas] = locals("f64x2", 2);
    const starts = [from, at(from, stride), slope, at(slope, stride), to, at(to, stride)];
    const { copies, make } = copyPlaces([...starts, normal, scale]);
    const [fromA, fromB, slopeA, slopeB, toA, toB, v, scales] = copies;
    const addRow = (pick: typeof firsts) => [
      set(dBetas, add(dBetas, pick(a, b))),
      set(dGammas, add(dGammas, pick(aProduct, bProduct))),
    ];
    const addRows = [
      set(a, mul(loadTwo(fromA), loadTwo(slopeA))),
      set(b, mul(loadTwo(fromB), loadTwo(slopeB))),
      set(r, loadTwo(scales)),
      set(du, mul(0.5 * EPSILON, r, r, r, sub(mul(gammaA, a), mul(gammaB, b)))),
      [store(fromA, a), store(fromB, b), store(toA, du), store(toB, neg(du))],
      [set(aProduct, mul(a, loadTwo(v))), set(bProduct, neg(mul(b, loadTwo(v))))],
      addRow(firsts),
    ];
    return [
      setPlaces(work, [normal, scale, from, slope, to]),
      setPlaces(values, [weight, dWeight, dBias]),
      [set(gammaA, loadSplat(weight, 0)), set(gammaB, loadSplat(weight, 1))],
      make,
      loop(s, 0, and(n, -2), 2, [
        addRows,
        addRow(seconds),
        copies.map((place) => advance(place, 2)),
      ]),
      when(and(n, 1), addRows),
      [first, second].map((pick, i) => [
        store(dBias, pick(dBetas), i),
        store(dWeight, pick(dGammas), i),
      ]),
    ];
  },
);

export const pairNormRoutines = { pairNormsForward, pairNormBackward };
