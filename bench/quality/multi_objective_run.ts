/** One run on a problem of several objectives, as an objective: so that runs are spread over cores. @module */
import { defineObjective, type Objective } from "../../spot/core/objective/objective.ts";
import { createStream, type Random } from "../../spot/core/random/stream.ts";
import type { SearchSpace } from "../../spot/core/space/search_space.ts";
import { latinHypercube } from "../../spot/design/latin_hypercube.ts";
import { dominatedVolume } from "../../spot/goal/dominated_volume.ts";
import { nonDominatedRows } from "../../spot/goal/dominance.ts";
import { chooseReferencePoint } from "../../spot/goal/reference_point.ts";
import { augmentedChebyshev, drawWeights, scaledByFront } from "../../spot/goal/scalarization.ts";
import { expectedHypervolumeImprovement } from "../../spot/infill/expected_hypervolume_improvement.ts";
import { fitModel, type InfillModel } from "../../spot/infill/infill_model.ts";
import { type JointCriterion, jointTarget, ratingSum } from "../../spot/infill/joint_rating.ts";
import { logFeasibility } from "../../spot/infill/log_feasibility.ts";
import { proposePoints } from "../../spot/infill/propose_points.ts";
import { responseInUnits } from "../../spot/infill/response_unit.ts";
import { createDistinctPoints } from "../../spot/search/distinct_points.ts";
import { searchMixed } from "../../spot/search/mixed_search.ts";
import { optimizerControlInit } from "../../spot/search/optimizer_control.ts";
import { surrogateControlInit } from "../../spot/surrogate/surrogate_control.ts";
import { type MultiObjectiveProblem, multiObjectiveProblems } from "./multi_objective_problems.ts";

/** Settings that all runs share; the problem's controls. */
export interface MultiObjectiveSettings {
  readonly problems: readonly (keyof typeof multiObjectiveProblems)[];
  readonly initSize: number;
  readonly funEvals: number;
  /** Whether the run is told the reference point that the hypervolume is measured by. */
  readonly isReferenceGiven: boolean;
}

/** Points with their responses and constraints, in the order of evaluation. */
export interface Known {
  readonly X: number[][];
  readonly Y: number[][];
  readonly C: number[][];
}

/** Points nearer than this to a known one teach the surrogates nothing. */
const SEPARATION = 1e-7;
const surrogateControl = surrogateControlInit();
const optimizerControl = optimizerControlInit();

/** The run on problem x[0] with seed x[1]: the hypervolume after each evaluation, then random search's. */
export const multiObjectiveRun: Objective = defineObjective(
  import.meta.url,
  "multiObjectiveRun",
  ([index, seed], { problem: { controls } }) => {
    const settings = controls as unknown as MultiObjectiveSettings;
    const problem = multiObjectiveProblems[settings.problems[index]];
    const random = createStream(seed, "random search", settings.problems[index]);
    return [
      ...volumes(problem, tunedRun(problem, seed, settings)),
      ...volumes(problem, randomRun(problem, random, settings.funEvals)),
    ];
  },
);

/** Runs on a problem and returns all points with their responses and constraints. */
export function tunedRun(
  problem: MultiObjectiveProblem,
  seed: number,
  settings: MultiObjectiveSettings,
): Known {
  const space = spaceOf(problem);
  const known: Known = { X: [], Y: [], C: [] };
  const design = latinHypercube(space, settings.initSize, createStream(seed, "design"));
  for (const x of design) evaluate(problem, x, known);
  while (known.X.length < settings.funEvals) {
    const random = createStream(seed, "infill", known.X.length);
    const propose = known.Y[0].length > 3 ? proposeByWeights : proposeByHypervolume;
    evaluate(problem, propose({ space, known, random, problem, settings }), known);
  }
  return known;
}

function randomRun(problem: MultiObjectiveProblem, random: Random, funEvals: number): Known {
  const known: Known = { X: [], Y: [], C: [] };
  for (let i = 0; i < funEvals; i++) {
    const x = problem.lower.map((low, j) => low + random() * (problem.upper[j] - low));
    evaluate(problem, x, known);
  }
  return known;
}

function evaluate(problem: MultiObjectiveProblem, x: number[], { X, Y, C }: Known): void {
  X.push(x);
  Y.push(problem.evaluate(x));
  C.push(problem.constraints?.(x) ?? []);
}

interface Step {
  readonly space: SearchSpace;
  readonly known: Known;
  readonly random: Random;
  readonly problem: MultiObjectiveProblem;
  readonly settings: MultiObjectiveSettings;
}

function proposeByHypervolume({ space, known, random, problem, settings }: Step): number[] {
  const { X, Y, C } = known;
  const fit = (y: number[]) =>
    fitModel({ space, X, y, random }, surrogateControl, { rescale: false });
  const objectives = columnsOf(Y).map(fit);
  const constraints = columnsOf(C).map(fit);
  const inUnits = (y: readonly number[]) =>
    y.map((value, j) => responseInUnits(value, objectives[j].units));
  const feasible = Y.flatMap((y, i) => isFeasible(C[i]) ? [{ x: X[i], u: inUnits(y) }] : []);
  const front = nonDominatedRows(feasible.map(({ u }) => u)).map((i) => feasible[i]);
  const initial = feasible.filter(({ x }) => X.indexOf(x) < settings.initSize).length;
  const reference = settings.isReferenceGiven
    ? inUnits(problem.reference)
    : chooseReferencePoint(feasible.map(({ u }) => u), { initial });
  const rate = criterionOf(reference && { front: front.map(({ u }) => u), reference }, constraints);
  const models = reference ? [...objectives, ...constraints] : constraints;
  const { nCandidates, nStarts, maxEvaluations } = optimizerControl;
  const spread = nCandidates * space.length;
  const centres = front.length > 0 ? front.map(({ x }) => x) : X;
  const rated = searchMixed(space, jointTarget(models.map(({ predictor }) => predictor), rate), {
    ...{ random, spread, centres, nStarts, maxEvaluations },
    neighbours: Math.ceil(spread / (2 * centres.length)),
  });
  const apart = createDistinctPoints(space, X, SEPARATION);
  return [...rated.find(({ x }) => apart.isNew(x))!.x];
}

/** Without a feasible point there is no front: the probability of feasibility leads. */
function criterionOf(
  goal: { readonly front: number[][]; readonly reference: readonly number[] } | undefined,
  constraints: readonly InfillModel[],
): JointCriterion {
  const feasibility = logFeasibility(constraints.map(({ units }) => responseInUnits(0, units)));
  if (!goal) return feasibility;
  const improvement = expectedHypervolumeImprovement(goal.front, goal.reference);
  return constraints.length > 0
    ? ratingSum(improvement, feasibility, goal.reference.length)
    : improvement;
}

function proposeByWeights({ space, known: { X, Y }, random, settings }: Step): number[] {
  const weights = drawWeights(Y[0].length, random);
  const y = scaledByFront(Y).map((row) => augmentedChebyshev(row, weights));
  const steps = Array.from({ length: X.length - settings.initSize }, () => 1);
  const { points: [x] } = proposePoints({
    ...{ space, X, y, random, surrogateControl, optimizerControl, steps },
    ...{ exclude: [], pending: [], nPoints: 1, batch: 1, toleranceX: 0, infillCriterion: "ei" },
  });
  return x;
}

const isFeasible = (constraints: readonly number[]) => constraints.every((value) => value <= 0);

function columnsOf(rows: readonly (readonly number[])[]): number[][] {
  return rows[0].map((_, j) => rows.map((row) => row[j]));
}

function spaceOf({ lower, upper }: MultiObjectiveProblem): SearchSpace {
  return lower.map((low, i) => ({
    ...{ name: `x${i + 1}`, type: "float", transform: "none", lower: low, upper: upper[i] },
  }));
}

/** The hypervolume of the feasible points after each evaluation. */
function volumes({ reference }: MultiObjectiveProblem, { Y, C }: Known): number[] {
  const feasible: number[][] = [];
  return Y.map((y, i) => {
    if (isFeasible(C[i])) feasible.push(y);
    return dominatedVolume(feasible, reference);
  });
}
