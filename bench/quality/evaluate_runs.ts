/** Runs of a comparison, spread over cores. @module */
import { makeParallel } from "../../backends/make_parallel.ts";
import type { Objective } from "../../spot/core/objective/objective.ts";

/** How often each problem is run, and on how many cores. */
export interface RunCounts {
  readonly problems: number;
  readonly seeds: number;
  readonly firstSeed: number;
  readonly numCores: number;
}

/**
 * Evaluates an objective whose row is the number of a problem and a seed.
 *
 * @param run The run, which gets the settings as its problem's controls.
 * @returns What each run returned: problems x seeds.
 */
export async function evaluateRuns(
  run: Objective,
  settings: object,
  { problems, seeds, firstSeed, numCores }: RunCounts,
): Promise<number[][][]> {
  await using fun = makeParallel(run, { numCores, chunkSize: 1 });
  const tasks = Array.from({ length: problems * seeds }, (_, row) => ({
    ...{ row, x: [Math.floor(row / seeds), firstSeed + row % seeds], replicate: 0 },
  }));
  const traces: number[][][] = Array.from({ length: problems }, () => []);
  const column = (name: string, upper: number) =>
    ({ name, type: "int", transform: "none", lower: 0, upper }) as const;
  const problem = {
    seed: 0,
    variables: [column("function", problems), column("seed", firstSeed + seeds)],
    controls: { ...settings },
    allowNonFinite: true,
  };
  for await (const { row, responses, failure } of fun.evaluate(tasks, { problem })) {
    if (failure) throw new Error(`Run ${row} failed: ${failure.message}`);
    traces[Math.floor(row / seeds)][row % seeds] = [...responses];
  }
  return traces;
}
