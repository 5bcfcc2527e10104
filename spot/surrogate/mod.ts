/**
 * The surrogate by itself: Kriging, and what a surrogate of your own has to be.
 *
 * @module
 */
export type { Random } from "../core/random/stream.ts";
export type { SearchSpace } from "../core/space/search_space.ts";
export type { Variable } from "../core/space/variable.ts";
export type { FittedKriging, KrigingParameters } from "./fitted_kriging.ts";
export type { FineStructure } from "./_composite_kernel.ts";
export type { KernelName } from "./kernels.ts";
export { Kriging } from "./kriging.ts";
export type { KrigingMethod, KrigingOptions, ResolvedKrigingOptions } from "./kriging_options.ts";
export type * from "./surrogate.ts";
