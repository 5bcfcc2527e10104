import { assert, assertEquals } from "@std/assert";
import {
  type MultiObjectiveProblem,
  multiObjectiveProblems,
} from "../../../bench/quality/multi_objective_problems.ts";
import { tunedRun } from "../../../bench/quality/multi_objective_run.ts";
import { createStream } from "../../../spot/core/random/stream.ts";
import { latinHypercube } from "../../../spot/design/latin_hypercube.ts";
import { dominatedVolume } from "../../../spot/goal/dominated_volume.ts";

const settings = { problems: [], initSize: 8, funEvals: 12, isReferenceGiven: false };

/** The problem in other units: powers of two, so that nothing is rounded. */
function inOtherUnits(problem: MultiObjectiveProblem): MultiObjectiveProblem {
  const { evaluate, constraints } = problem;
  return {
    ...problem,
    evaluate: (x) => evaluate(x).map((value, j) => value * [1024, 1 / 64, 8, 2][j]),
    constraints: constraints && ((x) => constraints(x).map((value, j) => value * [1 / 512, 4][j])),
  };
}

Deno.test("tunedRun() proposes the same points whatever the units of objectives and constraints", async () => {
  for (const name of ["zdt1", "binhKorn", "dtlz2Three", "dtlz2Four"] as const) {
    const problem: MultiObjectiveProblem = multiObjectiveProblems[name];
    const { X } = await tunedRun(problem, 1, settings);
    assertEquals((await tunedRun(inOtherUnits(problem), 1, settings)).X, X, name);
    assertEquals(new Set(X.map(String)).size, settings.funEvals, name);
  }
});

Deno.test("tunedRun() finds a feasible point if the design has none", async () => {
  // Feasible in a twentieth of the space's side.
  const problem: MultiObjectiveProblem = {
    ...multiObjectiveProblems.zdt1,
    lower: [0, 0],
    upper: [1, 1],
    constraints: ([a, b]) => [(a - 0.62) * (a - 0.62) + (b - 0.3) * (b - 0.3) - 0.025 * 0.025],
  };
  const { C } = await tunedRun(problem, 3, { ...settings, funEvals: 20 });
  const isFeasible = ([value]: number[]) => value <= 0;
  assert(!C.slice(0, 8).some(isFeasible) && C.some(isFeasible));
});

Deno.test("tunedRun() dominates more than a Latin hypercube of as many points", async () => {
  const { reference, evaluate }: MultiObjectiveProblem = multiObjectiveProblems.dtlz2;
  const { Y } = await tunedRun(multiObjectiveProblems.dtlz2, 0, { ...settings, funEvals: 30 });
  const space = [1, 2, 3, 4].map((i) => ({
    ...{ name: `x${i}`, type: "float", transform: "none", lower: 0, upper: 1 } as const,
  }));
  const design = latinHypercube(space, 30, createStream(0, "design")).map(evaluate);
  assert(dominatedVolume(Y, reference) > 1.2 * dominatedVolume(design, reference));
});
