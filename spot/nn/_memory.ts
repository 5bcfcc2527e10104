/** Where networks and their optimizers have their numbers. @module */
import { expTable } from "../core/exact/exp.ts";
import { createLinearMemory } from "../core/wasm/linear_memory.ts";
import { routinesModule } from "./_routines_module.ts";

/** Engines that do not read base64 yet take it by characters, which takes a hundred times as long. */
function makeModule(): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64?.(routinesModule) ??
    Uint8Array.from(atob(routinesModule), (byte) => byte.charCodeAt(0));
}

/** The memory of this thread's networks. */
export const memory = createLinearMemory(makeModule, expTable);
