/** The passes of a network as calls of routines, which are the same for every batch. @module */
import { createRecorder } from "../core/wasm/tape.ts";
import { layerRoutineNames } from "./_routines_module.ts";
import { Arena } from "./arena.ts";
import type { Passes } from "./passes.ts";

/** With so many operands every routine of a layer begins: places of values and work, stride, n. */
const GIVEN = 4;
const { routines, takeTape } = createRecorder(layerRoutineNames, GIVEN);

/** What computes by routines alone; in evaluation the gradients do not. */
export interface RecordedPasses {
  readonly forward: readonly number[];
  readonly backward: readonly number[];
  /** The forward pass of evaluation. */
  readonly evaluation: readonly number[];
}

/** Records passes. */
export function recordPasses(passes: Passes, parameterCount: number): RecordedPasses {
  const nothing = new Float64Array(0);
  const arena = new Arena(nothing, parameterCount, { data: nothing, stride: 0 });
  arena.routines = routines;
  passes.forward(arena, "training");
  const forward = takeTape();
  passes.backward(arena, "training");
  const backward = takeTape();
  passes.forward(arena, "evaluation");
  return { forward, backward, evaluation: takeTape() };
}
