/** Holds the network's module equal to the routines that it is made from. */
import { assert, assertEquals } from "@std/assert";
import { assemble } from "../../spot/core/wasm/module_bytes.ts";
import { layerRoutines, routines } from "../../spot/nn/_routines.ts";
import { layerRoutineNames, routinesModule } from "../../spot/nn/_routines_module.ts";

Deno.test("routinesModule is made from the routines as they are", () => {
  assert(routinesModule === assemble(routines).toBase64(), "make it again by `deno task wasm`");
  assertEquals([...layerRoutineNames], Object.keys(layerRoutines));
});
