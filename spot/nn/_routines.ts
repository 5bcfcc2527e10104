/** The routines that stand beside the loops of layers, activations and optimizers. @module */
import type { Exports } from "../core/wasm/linear_memory.ts";
import { activationRoutines } from "./_activations_wasm.ts";
import { batchNormRoutines } from "./layers/_batch_norm_wasm.ts";
import { dropoutRoutines } from "./layers/_dropout_wasm.ts";
import { layerNormRoutines } from "./layers/_layer_norm_wasm.ts";
import { pairNormRoutines } from "./layers/_pair_norm_wasm.ts";
import { panelRoutines } from "./layers/_panel_wasm.ts";
import { residualRoutines } from "./layers/_residual_wasm.ts";
import { optimizerRoutines } from "./optimizers/_optimizers_wasm.ts";

const layerRoutines = {
  ...panelRoutines,
  ...batchNormRoutines,
  ...layerNormRoutines,
  ...pairNormRoutines,
  ...residualRoutines,
  ...dropoutRoutines,
  ...activationRoutines,
};

/** The routines of the layers. */
export type LayerRoutines = Exports<keyof typeof layerRoutines>;

/** All of them, of which `deno task wasm` makes _routines_module.ts. */
export const routines = { ...layerRoutines, ...optimizerRoutines };
