/** Which of an optimizer's steps has a routine beside it. @module */
import { type Exports, routinesAt } from "../../core/wasm/linear_memory.ts";

/** The routines of the memory in which all is that a step computes on, if there is one; a step makes no array. */
export function stepRoutines(
  theta: Float64Array,
  gradients: Float64Array,
  m: Float64Array,
  v: Float64Array,
): Exports<"adam" | "adamax" | "adadelta"> | undefined {
  const { buffer } = theta;
  const isOne = gradients.buffer === buffer && m.buffer === buffer && v.buffer === buffer;
  return isOne ? routinesAt(theta) : undefined;
}
