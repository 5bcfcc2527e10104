import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  type MultiObjectiveProblem,
  multiObjectiveProblems,
} from "../../../bench/quality/multi_objective_problems.ts";
import { createStream } from "../../../spot/core/random/stream.ts";
import { dominatedVolume } from "../../../spot/goal/dominated_volume.ts";

const problems: [string, MultiObjectiveProblem][] = Object.entries(multiObjectiveProblems);

/** Points of each front of two objectives, t from 0 to 1, where it is known by formula. */
const fronts: Partial<Record<keyof typeof multiObjectiveProblems, (t: number) => number[]>> = {
  zdt1: (t) => [t, 0, 0, 0],
  zdt2: (t) => [t, 0, 0, 0],
  zdt3: (t) => [t, 0, 0, 0],
  dtlz2: (t) => [t, 0.5, 0.5, 0.5],
  binhKorn: (t) => [5 * t, Math.min(5 * t, 3)],
  srinivasDeb: (t) => srinivasDebFront(3 * t),
  osyczkaKundu: (t) => osyczkaKunduFront(5 * t),
  constrainedDtlz2: (t) => [t, 0.5, 0.5, 0.5],
};

/** Along the second constraint, straight on, and along the first one. */
function srinivasDebFront(t: number): number[] {
  const end = Math.sqrt(225 - 2.5 * 2.5);
  if (t < 1) return [1.1 - 3.6 * t, 3.7 - 1.2 * t];
  if (t < 2) return [-2.5, 2.5 + (end - 2.5) * (t - 1)];
  const a = -2.5 - 4 * (t - 2);
  return [a, Math.sqrt(225 - a * a)];
}

/** Its five parts, as K. Deb (2001), "Multi-objective optimization using evolutionary algorithms", lists them. */
function osyczkaKunduFront(t: number): number[] {
  const [part, u] = [Math.min(4, Math.floor(t)), t - Math.min(4, Math.floor(t))];
  const first = 4.056 + (5 - 4.056) * u;
  return [
    [5, 1, 1 + 4 * u, 0, 5, 0],
    [5, 1, 1 + 4 * u, 0, 1, 0],
    [first, (first - 2) / 3, 1, 0, 1, 0],
    [0, 2, 1 + 2.732 * u, 0, 1, 0],
    [u, 2 - u, 1, 0, 1, 0],
  ][part];
}

Deno.test("multiObjectiveProblems has the largest hypervolume on each front", () => {
  for (const [name, pointAt] of Object.entries(fronts)) {
    const { evaluate, constraints, reference, largest }: MultiObjectiveProblem =
      multiObjectiveProblems[name as keyof typeof multiObjectiveProblems];
    const points = Array.from({ length: 4001 }, (_, i) => pointAt(i / 4000));
    const isFeasible = (x: number[]) => (constraints?.(x) ?? []).every((value) => value <= 1e-12);
    const volume = dominatedVolume(points.filter(isFeasible).map(evaluate), reference);
    // What 4001 points leave between them.
    assert(volume <= largest * (1 + 1e-7), `${name}: ${volume} is above ${largest}`);
    assertAlmostEquals(volume, largest, 1e-3 * largest, name);
  }
});

Deno.test("multiObjectiveProblems has no random points of larger hypervolume", () => {
  for (const [name, { evaluate, constraints, lower, upper, reference, largest }] of problems) {
    const random = createStream(name);
    const points = Array.from(
      { length: 100 },
      () => lower.map((low, i) => low + random() * (upper[i] - low)),
    ).filter((x) => (constraints?.(x) ?? []).every((value) => value <= 0));
    const Y = points.map(evaluate);
    assert(Y.every((y) => y.length === reference.length && y.every(Number.isFinite)));
    assert(dominatedVolume(Y, reference) < largest, name);
  }
});

Deno.test("multiObjectiveProblems.dtlz2 has its front on the unit sphere", () => {
  for (const [name, k] of [["dtlz2", 4], ["dtlz2Three", 5], ["dtlz2Four", 6]] as const) {
    const { evaluate } = multiObjectiveProblems[name];
    const m = k === 4 ? 2 : k - 2;
    const x = Array.from({ length: k }, (_, i) => i < m - 1 ? 0.2 + 0.3 * i : 0.5);
    assertAlmostEquals(evaluate(x).reduce((sum, value) => sum + value * value, 0), 1, 1e-14);
    assertEquals(evaluate(Array(k).fill(0.5)).length, m);
  }
});

Deno.test("multiObjectiveProblems.braninCurrin has the minimum of Branin and the limit of Currin", () => {
  const { evaluate } = multiObjectiveProblems.braninCurrin;
  // A minimizer of Branin's function; at v = 0 the first factor of Currin's has the limit 1: 60 / 20.
  assertAlmostEquals(evaluate([(Math.PI + 5) / 15, 2.275 / 15])[0], 0.397887, 1e-6);
  assertAlmostEquals(evaluate([0, 0])[1], 3, 1e-15);
  assertAlmostEquals(evaluate([0, 1])[1], 3 * (1 - Math.exp(-0.5)), 1e-14);
});
