/** One run on a problem of several objectives, as an objective: so that runs are spread over cores. @module */
import { funControlInit } from "../../spot/control/fun_control.ts";
import { defineObjective, type Objective } from "../../spot/core/objective/objective.ts";
import { createStream, type Random } from "../../spot/core/random/stream.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import { dominatedVolume } from "../../spot/goal/dominated_volume.ts";
import { Spot } from "../../spot/spot.ts";
import { type MultiObjectiveProblem, multiObjectiveProblems } from "./multi_objective_problems.ts";

/** Settings that all runs share; the problem's controls. */
export interface MultiObjectiveSettings {
  readonly problems: readonly (keyof typeof multiObjectiveProblems)[];
  readonly initSize: number;
  readonly funEvals: number;
  /** New points per step. @default {1} */
  readonly batch?: number;
  /** Whether the run is told the reference point that the hypervolume is measured by. */
  readonly isReferenceGiven: boolean;
}

/** Points with their responses and constraints, in the order of evaluation. */
export interface Known {
  readonly X: number[][];
  readonly Y: number[][];
  readonly C: number[][];
}

/** The run on problem x[0] with seed x[1]: the hypervolume after each evaluation, then random search's. */
export const multiObjectiveRun: Objective = defineObjective(
  import.meta.url,
  "multiObjectiveRun",
  async ([index, seed], { problem: { controls } }) => {
    const settings = controls as unknown as MultiObjectiveSettings;
    const problem = multiObjectiveProblems[settings.problems[index]];
    const random = createStream(seed, "random search", settings.problems[index]);
    return [
      ...volumes(problem, await tunedRun(problem, seed, settings)),
      ...volumes(problem, randomRun(problem, random, settings.funEvals)),
    ];
  },
);

/** Runs on a problem and returns all points with their responses and constraints. */
export async function tunedRun(
  { evaluate, constraints, lower, upper, reference }: MultiObjectiveProblem,
  seed: number,
  { initSize, funEvals, batch = 1, isReferenceGiven }: MultiObjectiveSettings,
): Promise<Known> {
  const spot = new Spot({
    fun: (x) => ({ values: evaluate(x), constraints: constraints?.(x) }),
    funControl: funControlInit({
      ...{ lower, upper, funEvals, seed, nPoints: batch },
      objectives: reference.map((_, j) => ({ name: `f${j + 1}` })),
      ...(isReferenceGiven && { referencePoint: reference }),
    }),
    designControl: designControlInit({ initSize }),
  });
  const { record: { rows } } = await spot.run();
  return {
    X: rows.map(({ x }) => [...x]),
    Y: rows.map(({ responses }) => [...responses]),
    C: rows.map(({ constraints = [] }) => [...constraints]),
  };
}

function randomRun(
  { evaluate, constraints, lower, upper }: MultiObjectiveProblem,
  random: Random,
  funEvals: number,
): Known {
  const X = Array.from(
    { length: funEvals },
    () => lower.map((low, j) => low + random() * (upper[j] - low)),
  );
  return { X, Y: X.map(evaluate), C: X.map((x) => constraints?.(x) ?? []) };
}

/** The hypervolume of the feasible points after each evaluation. */
function volumes({ reference }: MultiObjectiveProblem, { Y, C }: Known): number[] {
  const feasible: number[][] = [];
  return Y.map((y, i) => {
    if (C[i].every((value) => value <= 0)) feasible.push(y);
    return dominatedVolume(feasible, reference);
  });
}
