/** The loops of the optimizers that are tuned by default, two parameters at a time: the same bits. @module */
import {
  abs,
  add,
  advance,
  and,
  type Body,
  div,
  type Expression,
  first,
  less,
  loadFirst,
  loadTwo,
  type Local,
  locals,
  loop,
  max,
  mul,
  routine,
  set,
  splat,
  sqrt,
  type Statement,
  store,
  sub,
  when,
} from "../../core/wasm/assembler.ts";
import { adadeltaConstants } from "./adadelta.ts";
import { adamConstants } from "./adam.ts";
import { adamaxConstants } from "./adamax.ts";

/** What every step computes on: parameters, gradients, and two numbers of state each. */
const vectors = { count: "i32", theta: "i32", g: "i32", m: "i32", v: "i32" } as const;

type Storing = (place: Local<"i32">, value: Expression<"f64x2">) => Statement;

/** Runs over all parameters; `body` does two of them at their places, or the last one. */
function overParameters(
  { count, ...places }: { readonly [name in keyof typeof vectors]: Local<"i32"> },
  body: (loading: typeof loadTwo, storing: Storing) => Body,
): Body {
  const [i] = locals("i32");
  return [
    loop(i, 0, and(count, -2), 2, [
      body(loadTwo, store),
      Object.values(places).map((place) => advance(place, 2)),
    ]),
    when(less(i, count), body(loadFirst, (place, value) => store(place, first(value)))),
  ];
}

const adam = routine(
  { ...vectors, stepSize: "f64", scale: "f64", decay: "f64" },
  ({ stepSize, scale, decay, ...places }) => {
    const { BETA1, BETA2, EPS } = adamConstants;
    const [gradient, mean, square] = locals("f64x2", 3);
    const { theta, g, m, v } = places;
    return overParameters(places, (loading, storing) => [
      set(gradient, loading(g)),
      set(mean, add(loading(m), mul(1 - BETA1, sub(gradient, loading(m))))),
      set(
        square,
        add(
          mul(BETA2, loading(v)),
          mul(1 - BETA2, gradient, gradient),
        ),
      ),
      [storing(m, mean), storing(v, square)],
      storing(
        theta,
        sub(
          mul(splat(decay), loading(theta)),
          div(mul(splat(stepSize), mean), add(mul(sqrt(square), splat(scale)), EPS)),
        ),
      ),
    ]);
  },
);

const adamax = routine({ ...vectors, stepSize: "f64" }, ({ stepSize, ...places }) => {
  const [gradient, mean, largest] = locals("f64x2", 3);
  const { theta, g, m, v: u } = places;
  const { BETA1, BETA2, EPS } = adamaxConstants;
  return overParameters(places, (loading, storing) => [
    set(gradient, loading(g)),
    set(mean, add(loading(m), mul(1 - BETA1, sub(gradient, loading(m))))),
    set(largest, max(mul(BETA2, loading(u)), add(abs(gradient), EPS))),
    [storing(m, mean), storing(u, largest)],
    storing(theta, sub(loading(theta), div(mul(splat(stepSize), mean), largest))),
  ]);
});

const adadelta = routine({ ...vectors, learningRate: "f64" }, ({ learningRate, ...places }) => {
  const [gradient, square, delta] = locals("f64x2", 3);
  const { theta, g, m: v, v: u } = places;
  const { RHO, EPS } = adadeltaConstants;
  return overParameters(places, (loading, storing) => [
    set(gradient, loading(g)),
    set(square, add(mul(RHO, loading(v)), mul(1 - RHO, gradient, gradient))),
    set(delta, mul(sqrt(div(add(loading(u), EPS), add(square, EPS))), gradient)),
    storing(v, square),
    storing(u, add(mul(RHO, loading(u)), mul(1 - RHO, delta, delta))),
    storing(theta, sub(loading(theta), mul(splat(learningRate), delta))),
  ]);
});

export const optimizerRoutines = { adam, adamax, adadelta };
