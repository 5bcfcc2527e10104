/** The exponential function of two numbers at once, as exp.ts computes it: the same bits. @module */
import {
  add,
  addBits,
  and,
  at,
  type Body,
  type Expression,
  firstBits,
  firsts,
  loadTwo,
  type Local,
  locals,
  mul,
  secondBits,
  seconds,
  set,
  shiftDown,
  shiftUp,
  sub,
} from "../wasm/assembler.ts";
import { expParts } from "./exp.ts";

const { LN2_OVER_N_HIGH, LN2_OVER_N_LOW, N, N_OVER_LN2, SHIFT } = expParts;

/**
 * to = exp(x) - less, as expAll() has it, where -708 < x < 709; anything elsewhere. The memory begins with
 * {@linkcode expTable}.
 */
export function setExp(to: Local<"f64x2">, x: Expression<"f64x2">, less: 0 | 1 = 0): Body {
  const [shifted, n, r, square, one, other, scale, tail] = locals("f64x2", 8);
  const entry = (bits: Expression<"i32">) => loadTwo(at(0, mul(and(bits, N - 1), 2)));
  // The lowest bits of `shifted` are n: its j, and the power of two, which is added to the scale's exponent.
  const exponent = shiftUp(shiftDown(shifted, 7), 52);
  const fourth = mul(square, square, add(1 / 24, mul(r, 1 / 120)));
  return [
    set(shifted, add(mul(x, N_OVER_LN2), SHIFT)),
    set(n, sub(shifted, SHIFT)),
    set(r, sub(x, mul(n, LN2_OVER_N_HIGH), mul(n, LN2_OVER_N_LOW))),
    set(one, entry(firstBits(shifted))),
    set(other, entry(secondBits(shifted))),
    set(scale, addBits(firsts(one, other), exponent)),
    set(tail, seconds(one, other)),
    set(square, mul(r, r)),
    set(to, add(tail, r, mul(square, add(0.5, mul(r, 1 / 6))), fourth)),
    set(to, add(less ? sub(scale, less) : scale, mul(scale, to))),
  ];
}
