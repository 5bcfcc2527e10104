/**
 * Spot tunes the hyperparameters of expensive functions, evaluates many configurations at the same
 * time, and gives the same bits whichever way they ran.
 *
 * @example
 * ```ts
 * import { funControlInit, Spot } from "@spot/spot";
 *
 * const spot = new Spot({
 *   fun: ([a, b]) => (a - 1) * (a - 1) + b * b,
 *   funControl: funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 20, seed: 1 }),
 * });
 * await spot.run();
 * console.log(spot.minX, spot.minY);
 * ```
 *
 * @module
 */
export { diabetes } from "./data/diabetes.ts";
export { defineObjective } from "./backends/objective/objective.ts";
export { EvaluationError } from "./backends/objective/evaluation_error.ts";
export { makeParallel } from "./backends/make_parallel.ts";
export { funControlInit } from "./spot/control/fun_control.ts";
export { designControlInit } from "./spot/design/design_control.ts";
export { HyperLight } from "./spot/fun/hyper_light.ts";
export { optimizerControlInit } from "./spot/search/optimizer_control.ts";
export { LightHyperDict } from "./spot/space/light_hyper_dict.ts";
export { setHyperparameter } from "./spot/space/set_hyperparameter.ts";
export { Spot } from "./spot/spot.ts";
export { surrogateControlInit } from "./spot/surrogate/surrogate_control.ts";
