/** Synthetic curves that cross: those that begin well need not end well. @module */
import { exp } from "../../spot/core/exact/exp.ts";
import type { Random } from "../../spot/core/random/stream.ts";
import type { WholeCurve } from "./replay.ts";

const STEPS = 100;

/**
 * v(s) = end + height exp(-s / pace) with a little noise; the better the end, the slower the pace and
 * the higher the beginning, by the share `crossing` of chance.
 */
export function crossingCurve(random: Random, crossing: number): WholeCurve {
  const end = random();
  const slowness = crossing * (1 - end) + (1 - crossing) * random();
  const [height, pace] = [1 + 2 * slowness, 3 + 27 * slowness];
  const values = Array.from(
    { length: STEPS },
    (_, i) => 1 + end + height * exp(-(i + 1) / pace) + 0.02 * (random() - 0.5),
  );
  return { values, final: values[STEPS - 1] };
}
