/** The exponential function of two numbers at once, as exp.ts computes it: the same bits. @module */
import {
  add,
  addBits,
  and,
  at,
  type Body,
  choose,
  constant,
  type Expression,
  firstBits,
  firsts,
  lessBits,
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
const { LARGEST, SMALLEST, LEAST_NORMAL, MOST_NORMAL } = expParts;

type Pair = Expression<"f64x2">;

/** exp(x) = 2^k * scale * (1 + change), and n, whose upper bits are k, as the lowest bits of `shifted`. */
function approximation(x: Pair) {
  const [shifted, n, r, square, one, other, scale, change] = locals("f64x2", 8);
  const entry = (bits: Expression<"i32">) => loadTwo(at(0, mul(and(bits, N - 1), 2)));
  const fourth = mul(square, square, add(1 / 24, mul(r, 1 / 120)));
  const setAll: Body = [
    set(shifted, add(mul(x, N_OVER_LN2), SHIFT)),
    set(n, sub(shifted, SHIFT)),
    set(r, sub(x, mul(n, LN2_OVER_N_HIGH), mul(n, LN2_OVER_N_LOW))),
    set(one, entry(firstBits(shifted))),
    set(other, entry(secondBits(shifted))),
    set(scale, firsts(one, other)),
    set(square, mul(r, r)),
    set(change, add(seconds(one, other), r, mul(square, add(0.5, mul(r, 1 / 6))), fourth)),
  ];
  return { shifted, scale, change, setAll };
}

/** Times 2^(n / 2^bits), rounded down, of normal numbers: the power is added to their exponents. */
function scaleBy(x: Pair, shifted: Pair, bits: number): Pair {
  return addBits(x, shiftUp(shiftDown(shifted, bits), 52));
}

/**
 * to = exp(x) - less, as expAll() has it, where -708 < x < 709; anything elsewhere. The memory begins with
 * {@linkcode expTable}.
 */
export function setExp(to: Local<"f64x2">, x: Pair, less: 0 | 1 = 0): Body {
  const { shifted, scale, change, setAll } = approximation(x);
  return [setAll, setNormal(to, scaleBy(scale, shifted, 7), change, less)];
}

function setNormal(to: Local<"f64x2">, scale: Pair, change: Pair, less: 0 | 1): Body {
  return [set(to, scale), set(to, add(less ? sub(to, less) : to, mul(to, change)))];
}

/** The same for every x: 2^k in two steps where 2^k or the result is not a normal number. */
export function setExpAnywhere(to: Local<"f64x2">, x: Pair, less: 0 | 1 = 0): Body {
  const { shifted, scale, change, setAll } = approximation(x);
  const [edge] = locals("f64x2");
  const one = constant("f64x2", 1);
  const isNormal = and(lessBits(constant("f64x2", LEAST_NORMAL), x), lessBits(x, MOST_NORMAL));
  return [
    setAll,
    setNormal(to, scaleBy(scale, shifted, 7), change, less),
    set(edge, mul(add(scale, mul(scale, change)), scaleBy(one, shifted, 8))),
    set(edge, mul(edge, scaleBy(one, add(shifted, N), 8))),
    set(edge, choose(lessBits(constant("f64x2", LARGEST), x), Infinity, edge)),
    set(edge, choose(lessBits(x, SMALLEST), 0, edge)),
    set(to, choose(isNormal, to, less ? sub(edge, less) : edge)),
  ];
}
