/** The routines that stand beside the loops of layers, activations and optimizers. @module */
import { player } from "../core/wasm/_tape_wasm.ts";
import { activationRoutines } from "./_activations_wasm.ts";
import { batchNormRoutines } from "./layers/_batch_norm_wasm.ts";
import { biasRoutines } from "./layers/_bias_wasm.ts";
import { dropoutRoutines } from "./layers/_dropout_wasm.ts";
import { layerNormRoutines } from "./layers/_layer_norm_wasm.ts";
import { pairNormRoutines } from "./layers/_pair_norm_wasm.ts";
import { productRoutines } from "./layers/_products_wasm.ts";
import { residualRoutines } from "./layers/_residual_wasm.ts";
import { arenaTypes } from "./layers/_rows_wasm.ts";
import { optimizerRoutines } from "./optimizers/_optimizers_wasm.ts";

/** Those of the layers, of which a network's passes are made. */
export const layerRoutines = {
  ...productRoutines,
  ...biasRoutines,
  ...batchNormRoutines,
  ...layerNormRoutines,
  ...pairNormRoutines,
  ...residualRoutines,
  ...dropoutRoutines,
  ...activationRoutines,
};

/** All of them, of which `deno task wasm` makes _routines_module.ts. */
export const routines = {
  ...layerRoutines,
  ...optimizerRoutines,
  play: player(layerRoutines, arenaTypes),
};
