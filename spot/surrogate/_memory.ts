/** Where the surrogate's matrices stand. @module */
import { expTable } from "../core/exact/exp.ts";
import { createLinearMemory } from "../core/wasm/linear_memory.ts";
import { assemble } from "../core/wasm/module_bytes.ts";
import { choleskyRoutines } from "../linalg/_cholesky_wasm.ts";
import { predictorRoutines } from "./_point_predictor_wasm.ts";
import { productRoutines } from "./_product_kernel_wasm.ts";

/** The memory of this thread's surrogates. */
export const memory = createLinearMemory(
  () => assemble({ ...choleskyRoutines, ...productRoutines, ...predictorRoutines }),
  expTable,
);
