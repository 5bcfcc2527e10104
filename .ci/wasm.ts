/**
 * Writes spot/nn/_routines_module.ts: the routines of the network, put into bytes once for all threads.
 * A test holds them equal.
 */
import { assemble } from "../spot/core/wasm/module_bytes.ts";
import { layerRoutines, routines } from "../spot/nn/_routines.ts";

const WIDTH = 92;
const lines = assemble(routines).toBase64().match(new RegExp(`.{1,${WIDTH}}`, "g")) ?? [];
const quoted = (texts: readonly string[]) => texts.map((text) => `  "${text}",\n`).join("");
await Deno.writeTextFile(
  new URL("../spot/nn/_routines_module.ts", import.meta.url),
  `/** Made from _routines.ts by \`deno task wasm\`: no thread spends time on it. @module */

/** The layers' routines in the order of the module, in which others come after them. */
export const layerRoutineNames = [
${quoted(Object.keys(layerRoutines))}] as const;

/** The module of the routines, in base64. */
export const routinesModule: string = [
${quoted(lines)}].join("");
`,
);
