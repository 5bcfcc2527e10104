/** The loops of batch_norm.ts in training, two rows at a time: the same bits. @module */
import {
  add,
  advance,
  and,
  at,
  constant,
  div,
  type Expression,
  first,
  load,
  loadFirst,
  loadSplat,
  loadTwo,
  locals,
  loop,
  max,
  mul,
  routine,
  set,
  splat,
  sqrt,
  store,
  sub,
  toDouble,
  when,
} from "../../core/wasm/assembler.ts";
import { EPSILON, MOMENTUM } from "./_norm_constants.ts";
import { arenaTypes, overRows, type Place, setPlaces, total } from "./_rows_wasm.ts";

const batchStatistics = routine(
  {
    ...arenaTypes,
    ...{ width: "i32", z: "i32", mean: "i32", inverse: "i32" } as const,
    ...{ runningMean: "i32", runningVariance: "i32", linearBias: "i32" } as const,
  },
  (
    { values, work, stride, n, width, z, mean, inverse, runningMean, runningVariance, linearBias },
  ) => {
    const [f, s, row] = locals("i32", 3);
    const [pivot, distance, sum, squares] = locals("f64x2", 4);
    const [count, shift, variance, average] = locals("f64", 4);
    return [
      setPlaces(work, [z, mean, inverse]),
      setPlaces(values, [runningMean, runningVariance, linearBias]),
      set(count, toDouble(n)),
      loop(f, 0, width, 1, [
        set(row, at(z, and(n, 1))),
        [set(pivot, loadSplat(z)), set(sum, 0), set(squares, 0)],
        loop(s, and(n, 1), n, 2, [
          set(distance, sub(loadTwo(row), pivot)),
          set(sum, add(sum, distance)),
          set(squares, add(squares, mul(distance, distance))),
          advance(row, 2),
        ]),
        set(shift, div(total(sum), count)),
        set(variance, max(0, sub(div(total(squares), count), mul(shift, shift)))),
        set(average, add(first(pivot), shift)),
        store(mean, average),
        store(inverse, div(1, sqrt(add(variance, EPSILON)))),
        moveTowards(runningMean, add(average, load(linearBias))),
        moveTowards(runningVariance, mul(variance, div(count, sub(count, 1)))),
        advance(z, stride),
        [mean, inverse, runningMean, runningVariance, linearBias].map((at) => advance(at, 1)),
      ]),
    ];
  },
);

function moveTowards(running: Place, value: Expression<"f64">) {
  return store(running, add(load(running), mul(MOMENTUM, sub(value, load(running)))));
}

const runningStatistics = routine(
  {
    ...arenaTypes,
    ...{ width: "i32", mean: "i32", inverse: "i32" } as const,
    ...{ runningMean: "i32", runningVariance: "i32", linearBias: "i32" } as const,
  },
  ({ values, work, width, mean, inverse, runningMean, runningVariance, linearBias }) => {
    const [f] = locals("i32");
    return [
      setPlaces(work, [mean, inverse]),
      setPlaces(values, [runningMean, runningVariance, linearBias]),
      loop(f, 0, width, 1, [
        store(mean, sub(load(runningMean), load(linearBias))),
        store(inverse, div(1, sqrt(add(load(runningVariance), EPSILON)))),
        [mean, inverse, runningMean, runningVariance, linearBias].map((at) => advance(at, 1)),
      ]),
    ];
  },
);

const batchNormBackward = routine(
  {
    ...arenaTypes,
    ...{ width: "i32", z: "i32", mean: "i32", inverse: "i32" } as const,
    ...{ weight: "i32", dWeight: "i32", dBias: "i32", dLinearBias: "i32", du: "i32" } as const,
  },
  (
    { values, work, stride, n, width, z, mean, inverse, weight, dWeight, dBias, dLinearBias, du },
  ) => {
    const [f, s, zRow, duRow] = locals("i32", 4);
    const [average, betas, gammas, gradient] = locals("f64x2", 4);
    const [count, dBeta, dGamma, inverseDeviation] = locals("f64", 4);
    const [factor, slope, level] = locals("f64x2", 3);
    const addRows = (loading: typeof loadTwo) => [
      set(gradient, loading(duRow)),
      set(betas, add(betas, gradient)),
      set(gammas, add(gammas, mul(gradient, sub(loading(zRow), average)))),
    ];
    return [
      setPlaces(work, [z, mean, inverse, du]),
      setPlaces(values, [weight, dWeight, dBias, dLinearBias]),
      set(count, toDouble(n)),
      loop(f, 0, width, 1, [
        [set(zRow, z), set(duRow, du), set(betas, 0), set(gammas, 0)],
        [set(average, loadSplat(mean)), set(inverseDeviation, load(inverse))],
        when(and(n, 1), [addRows(loadFirst), advance(zRow, 1), advance(duRow, 1)]),
        loop(s, and(n, 1), n, 2, [addRows(loadTwo), advance(zRow, 2), advance(duRow, 2)]),
        set(dBeta, total(betas)),
        set(dGamma, mul(total(gammas), inverseDeviation)),
        store(dBias, dBeta),
        store(dWeight, dGamma),
        store(dLinearBias, constant("f64", 0)),
        set(factor, splat(mul(load(weight), inverseDeviation))),
        set(slope, splat(div(mul(dGamma, inverseDeviation), count))),
        set(level, splat(div(dBeta, count))),
        overRows(n, [z, du], (z, du) => {
          const distance = sub(loadTwo(z), average);
          return store(du, mul(factor, sub(loadTwo(du), level, mul(slope, distance))));
        }),
        [advance(z, stride), advance(du, stride)],
        [mean, inverse, weight, dWeight, dBias, dLinearBias].map((at) => advance(at, 1)),
      ]),
    ];
  },
);

export const batchNormRoutines = { batchStatistics, runningStatistics, batchNormBackward };
