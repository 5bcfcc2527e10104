/**
 * Writes spot/nn/_routines_module.ts: the routines of the network, put into bytes once for all threads.
 * A test holds them equal.
 */
import { assemble } from "../spot/core/wasm/module_bytes.ts";
import { routines } from "../spot/nn/_routines.ts";

const WIDTH = 92;
const lines = assemble(routines).toBase64().match(new RegExp(`.{1,${WIDTH}}`, "g")) ?? [];
await Deno.writeTextFile(
  new URL("../spot/nn/_routines_module.ts", import.meta.url),
  `/** Made from _routines.ts by \`deno task wasm\`: no thread spends time on it. @module */

/** The module of the routines, in base64. */
export const routinesModule: string = [
${lines.map((line) => `  "${line}",\n`).join("")}].join("");
`,
);
