/** Files of weights. @module */
import { show } from "../../core/options/options.ts";
import type { ReadonlyStateDict, StateDict } from "../state_dict.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";
import { decodeWeightsJson, encodeWeightsJson } from "./weights_json.ts";

type Extension = ".safetensors" | ".json";

/**
 * Saves a state, as safetensors or JSON by the file's extension. The file is written beside its
 * place and then renamed, so that a crash leaves the old file or the new one, never a part.
 *
 * @param path A path, or a `URL` of a file, that ends in `.safetensors` or `.json`.
 * @param state What `stateDict()` or a training returns: PyTorch's names to nested arrays.
 * @throws {TypeError} If the state is not one of vectors and matrices of numbers.
 * @throws {RangeError} If the extension is another, or JSON cannot hold a number.
 *
 * @example
 * ```ts
 * import { NNResNetRegressor, saveWeights } from "@spot/spot/nn";
 *
 * const net = new NNResNetRegressor({ lIn: 10, l1: 16, seed: 1 });
 * await saveWeights("net.safetensors", net.stateDict());
 * ```
 */
export async function saveWeights(path: string | URL, state: ReadonlyStateDict): Promise<void> {
  const extension = extensionOf(path, "save weights");
  const content = extension === ".json"
    ? new TextEncoder().encode(encodeWeightsJson(state))
    : encodeSafetensors(state);
  const part = path instanceof URL ? new URL(`${path}.part`) : `${path}.part`;
  try {
    await Deno.writeFile(part, content);
    await Deno.rename(part, path);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw error;
  }
}

/**
 * Loads a state from safetensors (F64 or F32) or JSON, by the file's extension; PyTorch's counters of
 * batches are left out.
 *
 * @param path A path, or a `URL` of a file, that ends in `.safetensors` or `.json`.
 * @returns PyTorch's names to nested arrays, for `loadStateDict()`.
 * @throws {SyntaxError} If the file is damaged.
 * @throws {TypeError} If a tensor is of another type, or neither vector nor matrix.
 * @throws {RangeError} If the extension is another.
 */
export async function loadWeights(path: string | URL): Promise<StateDict> {
  return extensionOf(path, "load weights") === ".json"
    ? decodeWeightsJson(await Deno.readTextFile(path))
    : decodeSafetensors(await Deno.readFile(path));
}

function extensionOf(path: string | URL, action: string): Extension {
  const [extension] = /\.(safetensors|json)$/i.exec(String(path)) ?? [];
  if (extension) return extension.toLowerCase() as Extension;
  throw new RangeError(
    `Cannot ${action} as the file must end in .safetensors or .json: current value is ${
      show(String(path))
    }`,
  );
}
