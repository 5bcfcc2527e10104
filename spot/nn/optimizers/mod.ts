/** Optimizers for flat vectors of parameters. @module */
export {
  createOptimizer,
  type CreateOptimizerOptions,
  optimizerNames,
} from "./create_optimizer.ts";
export type { Optimizer, OptimizerName } from "./optimizer.ts";
