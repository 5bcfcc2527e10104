/** The loops of layer_norm.ts, two rows at a time: the same bits. @module */
import {
  add,
  advance,
  and,
  at,
  constant,
  div,
  type Expression,
  first,
  firsts,
  loadSplat,
  loadTwo,
  locals,
  loop,
  max,
  mul,
  routine,
  second,
  seconds,
  set,
  splat,
  sqrt,
  store,
  sub,
  toDouble,
  when,
} from "../../core/wasm/assembler.ts";
import { EPSILON } from "./_norm_constants.ts";
import { arenaTypes, copyPlaces, overRows, setPlaces } from "./_rows_wasm.ts";

const normsForward = routine(
  {
    ...arenaTypes,
    ...{ width: "i32", z: "i32", mean: "i32", inverse: "i32" } as const,
    ...{ bnWeight: "i32", bnBias: "i32", lnWeight: "i32", lnBias: "i32" } as const,
    ...{ normal: "i32", scale: "i32", output: "i32", sums: "i32", products: "i32" } as const,
  },
  (
    {
      values,
      work,
      stride,
      n,
      width,
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
      sums,
      products,
    },
  ) => {
    const [f, column] = locals("i32", 2);
    const [averages, factors, betas] = [0, 1, 2].map(() => locals("f64x2", 2));
    const [gamma, beta, count, a, b, v, distanceA, distanceB, shift] = locals("f64x2", 9);
    /** BatchNorm of the feature at the places, or the next one. */
    const setBatchNorm = (i: number) => [
      set(averages[i], loadSplat(mean, i)),
      set(factors[i], mul(loadSplat(inverse, i), loadSplat(bnWeight, i))),
      set(betas[i], loadSplat(bnBias, i)),
    ];
    const batchNorm = (i: number, z: Expression<"f64x2">) =>
      add(mul(sub(z, averages[i]), factors[i]), betas[i]);
    return [
      setPlaces(work, [z, mean, inverse, normal, scale, output, sums, products]),
      setPlaces(values, [bnWeight, bnBias, lnWeight, lnBias]),
      set(count, splat(toDouble(width))),
      setBatchNorm(0),
      overRows(n, [z, normal, sums, products], (z, normal, sums, products) => [
        store(normal, batchNorm(0, loadTwo(z))),
        [sums, products].map((sum) => store(sum, constant("f64x2", 0))),
      ]),
      set(column, normal),
      when(and(width, 1), [
        [advance(z, stride), advance(column, stride)],
        [mean, inverse, bnWeight, bnBias].map((place) => advance(place, 1)),
      ]),
      loop(f, and(width, 1), width, 2, [
        [setBatchNorm(0), setBatchNorm(1)],
        overRows(
          n,
          [z, at(z, stride), column, at(column, stride), normal, sums, products],
          (zA, zB, normalA, normalB, pivot, sums, products) => [
            set(a, batchNorm(0, loadTwo(zA))),
            set(b, batchNorm(1, loadTwo(zB))),
            set(distanceA, sub(a, loadTwo(pivot))),
            set(distanceB, sub(b, loadTwo(pivot))),
            store(normalA, a),
            store(normalB, b),
            store(sums, add(loadTwo(sums), distanceA, distanceB)),
            store(
              products,
              add(loadTwo(products), mul(distanceA, distanceA), mul(distanceB, distanceB)),
            ),
          ],
        ),
        [z, z, column, column].map((place) => advance(place, stride)),
        [mean, inverse, bnWeight, bnBias].map((place) => advance(place, 2)),
      ]),
      overRows(n, [sums, products, normal, scale], (sums, products, pivot, scale) => [
        set(shift, div(loadTwo(sums), count)),
        set(v, max(0, sub(div(loadTwo(products), count), mul(shift, shift)))),
        store(sums, add(loadTwo(pivot), shift)),
        store(scale, div(1, sqrt(add(v, EPSILON)))),
      ]),
      loop(f, 0, width, 1, [
        [set(gamma, loadSplat(lnWeight)), set(beta, loadSplat(lnBias))],
        overRows(n, [normal, output, sums, scale], (normal, output, sums, scale) => [
          set(v, mul(sub(loadTwo(normal), loadTwo(sums)), loadTwo(scale))),
          store(normal, v),
          store(output, add(mul(gamma, v), beta)),
        ]),
        [normal, output].map((place) => advance(place, stride)),
        [lnWeight, lnBias].map((place) => advance(place, 1)),
      ]),
    ];
  },
);

const layerNormBackward = routine(
  {
    ...arenaTypes,
    ...{ width: "i32", weight: "i32", dWeight: "i32", dBias: "i32" } as const,
    ...{ normal: "i32", scale: "i32", from: "i32", slope: "i32", to: "i32" } as const,
    ...{ sums: "i32", products: "i32" } as const,
  },
  (
    {
      values,
      work,
      stride,
      n,
      width,
      weight,
      dWeight,
      dBias,
      normal,
      scale,
      from,
      slope,
      to,
      sums,
      products,
    },
  ) => {
    const [f, s, gammas, normals, gradients] = locals("i32", 5);
    const [gamma, gradient, product, share, level] = locals("f64x2", 5);
    /** The sums of the gradients in the first lane, of their products with v in the second. */
    const [bothSums] = locals("f64x2");
    const { copies, make } = copyPlaces([gradients, slope, normals, sums, products]);
    const [here, slopeHere, v, sum, productSum] = copies;
    const addRows = [
      set(gradient, mul(loadTwo(here), loadTwo(slopeHere))),
      set(product, mul(gradient, loadTwo(v))),
      store(here, gradient),
      store(sum, add(loadTwo(sum), mul(gamma, gradient))),
      store(productSum, add(loadTwo(productSum), mul(gamma, product))),
      set(bothSums, add(bothSums, firsts(gradient, product))),
    ];
    return [
      setPlaces(work, [normal, scale, from, slope, to, sums, products]),
      setPlaces(values, [weight, dWeight, dBias]),
      overRows(
        n,
        [sums, products],
        (...places) => places.map((place) => store(place, constant("f64x2", 0))),
      ),
      [set(gammas, weight), set(normals, normal), set(gradients, from)],
      loop(f, 0, width, 1, [
        [set(gamma, loadSplat(gammas)), set(bothSums, 0)],
        make,
        loop(s, 0, and(n, -2), 2, [
          addRows,
          set(bothSums, add(bothSums, seconds(gradient, product))),
          copies.map((place) => advance(place, 2)),
        ]),
        when(and(n, 1), addRows),
        store(dBias, first(bothSums)),
        store(dWeight, second(bothSums)),
        [gradients, slope, normals].map((place) => advance(place, stride)),
        [gammas, dWeight, dBias].map((place) => advance(place, 1)),
      ]),
      set(share, div(1, splat(toDouble(width)))),
      loop(f, 0, width, 1, [
        set(gamma, loadSplat(weight)),
        overRows(
          n,
          [sums, products, normal, scale, from, to],
          (sums, products, normal, scale, from, to) => [
            set(level, mul(add(loadTwo(sums), mul(loadTwo(normal), loadTwo(products))), share)),
            store(to, mul(loadTwo(scale), sub(mul(gamma, loadTwo(from)), level))),
          ],
        ),
        [normal, from, to].map((place) => advance(place, stride)),
        advance(weight, 1),
      ]),
    ];
  },
);

export const layerNormRoutines = { normsForward, layerNormBackward };
