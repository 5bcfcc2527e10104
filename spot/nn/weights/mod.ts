/** Weights on their way to PyTorch and back. @module */
export {
  decodeSafetensors,
  encodeSafetensors,
  type EncodeSafetensorsOptions,
  type FloatType,
} from "./safetensors.ts";
export { decodeWeightsJson, encodeWeightsJson } from "./weights_json.ts";
export { loadWeights, saveWeights } from "./weights_file.ts";
