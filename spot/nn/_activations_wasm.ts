/** The loops of activations.ts, two numbers at a time: the same bits. @module */
import { setExp, setExpAnywhere } from "../core/exact/_exp_wasm.ts";
import {
  abs,
  add,
  advance,
  and,
  type Body,
  choose,
  constant,
  div,
  type Expression,
  haveBits,
  lessBits,
  loadTwo,
  type Local,
  locals,
  loop,
  mul,
  neg,
  routine,
  set,
  store,
  sub,
  when,
} from "../core/wasm/assembler.ts";
import { TINY } from "./activations.ts";
import { arenaTypes, overRows, setPlaces } from "./layers/_rows_wasm.ts";

type Pair = Expression<"f64x2">;

/** Sets an activation and its derivative, from x and, if there is an exponent, exp(exponent) - less. */
type Formula = (
  set: { readonly y: Local<"f64x2">; readonly slope: Local<"f64x2"> },
  x: Local<"f64x2">,
  power: Local<"f64x2">,
) => Body;

/** Over all features; those with an exponent near exp's edges take the exp that holds there, too. */
function activation(
  formula: Formula,
  exponent?: { readonly of: (x: Pair) => Pair; readonly less: 0 | 1 },
) {
  return routine(
    { ...arenaTypes, width: "i32", output: "i32", slope: "i32" },
    ({ work, stride, n, width, output, slope }) => {
      const [x, power, y, derivative, isInside] = locals("f64x2", 5);
      const [f] = locals("i32");
      const activate = (setPower?: typeof setExp) =>
        overRows(n, [output, slope], (from, to) => [
          set(x, loadTwo(from)),
          exponent && setPower ? setPower(power, exponent.of(x), exponent.less) : [],
          formula({ y, slope: derivative }, x, power),
          [store(from, y), store(to, derivative)],
        ]);
      const activateByExp = exponent && [
        set(isInside, lessBits(0, constant("f64x2", 1))),
        overRows(n, [output], (place) => [
          set(isInside, and(isInside, lessBits(abs(exponent.of(loadTwo(place))), 708))),
        ]),
        when(haveBits(isInside), activate(setExp), activate(setExpAnywhere)),
      ];
      return [
        setPlaces(work, [output, slope]),
        loop(f, 0, width, 1, [
          activateByExp ?? activate(),
          [output, slope].map((place) => advance(place, stride)),
        ]),
      ];
    },
  );
}

/** 1 where x is positive, else `otherwise`. */
const step = (x: Pair, otherwise: number) => choose(lessBits(x, TINY), otherwise, 1);

const sigmoid: Formula = ({ y, slope }, _x, power) => [
  set(y, div(1, add(1, power))),
  set(slope, mul(y, sub(1, y))),
];

const hyperbolicTangent: Formula = ({ y, slope }, x, change) => [
  set(y, choose(lessBits(20, x), 1, div(change, add(change, 2)))),
  set(slope, sub(1, mul(y, y))),
];

const stepFormula = (otherwise: number): Formula => ({ y, slope }, x) => [
  set(slope, step(x, otherwise)),
  set(y, mul(x, slope)),
];

const elu: Formula = ({ y, slope }, x, change) => [
  set(y, add(mul(x, step(x, 0)), change)),
  set(slope, add(change, 1)),
];

const swish: Formula = ({ y, slope: gate }, x, power) => [
  set(gate, div(1, add(1, power))),
  set(y, mul(x, gate)),
  set(gate, mul(gate, add(1, mul(x, sub(1, gate))))),
];

export const activationRoutines = {
  Sigmoid: activation(sigmoid, { of: neg, less: 0 }),
  Tanh: activation(hyperbolicTangent, { of: (x) => mul(2, x), less: 1 }),
  ReLU: activation(stepFormula(0)),
  LeakyReLU: activation(stepFormula(0.1)),
  ELU: activation(elu, { of: (x) => sub(x, mul(x, step(x, 0))), less: 1 }),
  Swish: activation(swish, { of: neg, less: 0 }),
};
