/** The exponential function of two numbers at once, as exp.ts computes it: the same bits. @module */
import {
  add,
  addBits,
  and,
  at,
  type Expression,
  firstBits,
  firsts,
  ints,
  loadPair,
  mul,
  pairs,
  secondBits,
  seconds,
  set,
  shiftDown,
  shiftUp,
  type Statement,
  sub,
  type Variable,
} from "../wasm/assembler.ts";
import { expParts } from "./exp.ts";

const { LN2_OVER_N_HIGH, LN2_OVER_N_LOW, N, N_OVER_LN2, SCALE, SHIFT, TAIL } = expParts;

/** What the kernels read from place 0 on: scale and tail of each j. */
export const expTable: readonly number[] = Array.from(SCALE).flatMap((
  scale,
  j,
) => [scale, TAIL[j]]);

/** to = exp(x), -708 < x < 709; garbage for other numbers. */
export function setExp(to: Variable<"pair">, x: Expression<"pair">): Statement[] {
  const [shifted, n, r, square, one, other, scale, tail] = pairs(8);
  const [i, j] = ints(2);
  const entry = (bits: Variable<"int">) => loadPair(at(0, mul(and(bits, N - 1), 2)));
  // The lowest bits of `shifted` are n, of which the upper ones are added to the exponent of the scale.
  const exponent = shiftUp(shiftDown(shifted, 7), 52);
  const rest = mul(square, square, add(mul(r, 1 / 120), 1 / 24));
  const growth = add(tail, r, mul(square, add(mul(r, 1 / 6), 0.5)), rest);
  return [
    set(shifted, add(mul(x, N_OVER_LN2), SHIFT)),
    set(n, sub(shifted, SHIFT)),
    set(r, sub(x, mul(n, LN2_OVER_N_HIGH), mul(n, LN2_OVER_N_LOW))),
    ...[set(i, firstBits(shifted)), set(j, secondBits(shifted))],
    ...[set(one, entry(i)), set(other, entry(j))],
    ...[set(scale, addBits(firsts(one, other), exponent)), set(tail, seconds(one, other))],
    set(square, mul(r, r)),
    set(to, add(scale, mul(scale, growth))),
  ];
}
