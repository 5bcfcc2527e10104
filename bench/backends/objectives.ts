import { createContext } from "../../spot/core/objective/evaluate_row.ts";
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

/** How many steps of `busy` take a millisecond here. */
export function busyStepsPerMs(): number {
  const problem = { seed: 1, variables: [], controls: { stepsPerMs: 1e5 } };
  const { signal } = new AbortController();
  const context = createContext({ row: 0, x: [20], replicate: 0 }, { problem, signal });
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    busy([20], context);
    return (performance.now() - start) / 20;
  });
  return Math.round(1e5 / Math.min(...times));
}
