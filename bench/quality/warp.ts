/**
 * Functions with their coordinates flipped and warped, so that centres and corners do not help.
 *
 * @see P. Kumaraswamy (1980), "A generalized probability density function for double-bounded random
 * processes", Journal of Hydrology 46, for the warp u -> 1 - (1 - u^a)^b.
 *
 * @module
 */
import { exp } from "../../spot/core/exact/exp.ts";
import { pow } from "../../spot/core/exact/pow.ts";
import { permutation, type Random } from "../../spot/core/random/stream.ts";
import type { QualityFunction } from "./functions.ts";

/** ln a and ln b are uniform in +- this. */
const STRENGTH = 0.7;

/** Changes the coordinates: continuous ones flipped and warped, integers flipped, levels permuted. */
export function warped(fun: QualityFunction, random: Random): QualityFunction {
  const maps = fun.lower.map((lower, i) => {
    const [upper, type] = [fun.upper[i], fun.varType?.[i] ?? "float"];
    if (type === "factor") return permuted(upper - lower + 1, random);
    const flip = random() < 0.5 ? (x: number) => lower + upper - x : (x: number) => x;
    return type === "int" ? flip : bent(flip, [lower, upper], random);
  });
  return { ...fun, evaluate: (x) => fun.evaluate(x.map((value, i) => maps[i](value))) };
}

function permuted(levels: number, random: Random): (level: number) => number {
  const order = permutation(random, levels);
  return (level) => order[level];
}

function bent(
  flip: (x: number) => number,
  [lower, upper]: readonly [number, number],
  random: Random,
): (x: number) => number {
  const a = exp(STRENGTH * (2 * random() - 1));
  const b = exp(STRENGTH * (2 * random() - 1));
  return (x) => {
    const u = (flip(x) - lower) / (upper - lower);
    return lower + (1 - pow(1 - pow(u, a), b)) * (upper - lower);
  };
}
