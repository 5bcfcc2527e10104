/** The passes of a network as calls of routines, which are the same for every batch. @module */
import { createRecorder } from "../core/wasm/tape.ts";
import { layerRoutineNames } from "./_routines_module.ts";
import { Arena } from "./arena.ts";
import type { Passes } from "./passes.ts";

/** With so many operands every routine of a layer begins: places of values and work, stride, n. */
const GIVEN = 4;
const { routines, takeTape } = createRecorder(layerRoutineNames, GIVEN);

/**
 * Records the forward and the backward pass of training, and the forward pass of evaluation: all that computes
 * by routines alone.
 *
 * @returns What was recorded, in this order.
 */
export function recordPasses(passes: Passes, parameterCount: number): readonly number[][] {
  const nothing = new Float64Array(0);
  const arena = new Arena(nothing, parameterCount, { data: nothing, stride: 0 });
  arena.routines = routines;
  passes.forward(arena, "training");
  const forward = takeTape();
  passes.backward(arena, "training");
  const backward = takeTape();
  passes.forward(arena, "evaluation");
  return [forward, backward, takeTape()];
}
