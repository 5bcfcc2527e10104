/** The sequential backend: the reference that the parallel ones must equal. @module */
import type { BackendFactory } from "./backend.ts";
import { evaluateInOrder } from "../spot/core/objective/evaluate_in_order.ts";

/** Evaluates rows one after the other in the calling thread. Takes any function. */
export const sequential: BackendFactory = (objective) => ({
  name: "sequential",
  numCores: 1,
  evaluate: (tasks, options) => evaluateInOrder(objective, tasks, options),
  [Symbol.asyncDispose]: () => Promise.resolve(),
});
