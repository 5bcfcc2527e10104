import { defineObjective } from "../../spot/core/objective/mod.ts";

/** Costs nothing. */
export const noOp = defineObjective(import.meta.url, "noOp", (x) => x[0]);

/** Takes x[0] milliseconds of a core: a fixed number of steps for each millisecond. */
export const busy = defineObjective(
  import.meta.url,
  "busy",
  ([ms], { problem }) => {
    let sum = 0;
    const steps = ms * Number(problem.controls.stepsPerMs);
    for (let i = 0; i < steps; i++) sum += Math.sqrt(i);
    return sum;
  },
  { cost: ([ms]) => ms },
);

/** Takes x[0] milliseconds and no core: what scheduling alone costs, also on a busy machine. */
export const wait = defineObjective(
  import.meta.url,
  "wait",
  ([ms]) => new Promise((resolve) => setTimeout(() => resolve(ms), ms)),
  { cost: ([ms]) => ms },
);
