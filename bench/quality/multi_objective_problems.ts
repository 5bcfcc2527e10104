/** Problems of several objectives, some with constraints, as published. @module */
import { exp } from "../../spot/core/exact/exp.ts";
import { cos, sin } from "../../spot/core/exact/trigonometric.ts";

/** A problem whose objectives are all minimised. */
export interface MultiObjectiveProblem {
  /** The responses at x, m numbers. */
  readonly evaluate: (x: readonly number[]) => number[];
  /** The constraints at x, satisfied where they are at most 0. */
  readonly constraints?: (x: readonly number[]) => number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly reference: readonly number[];
  /**
   * The hypervolume of the whole front up to the reference point: by formula for ZDT 1 and 2 and DTLZ2,
   * of a fine grid for the others.
   */
  readonly largest: number;
}

const square = (value: number) => value * value;
const total = (x: readonly number[]) => x.reduce((sum, value) => sum + value, 0);

function unitCube(k: number): Pick<MultiObjectiveProblem, "lower" | "upper"> {
  return { lower: Array.from({ length: k }, () => 0), upper: Array.from({ length: k }, () => 1) };
}

/**
 * f_1 = x_1, f_2 = g h(f_1, g), g = 1 + 9 mean(x_2 .. x_k).
 *
 * @see E. Zitzler, K. Deb, L. Thiele (2000), "Comparison of multiobjective evolutionary algorithms:
 * empirical results", Evolutionary Computation 8(2).
 */
function zdt(
  largest: number,
  shape: (first: number, g: number) => number,
): MultiObjectiveProblem {
  return {
    ...unitCube(4),
    evaluate: ([first, ...others]) => {
      const g = 1 + 9 * total(others) / others.length;
      return [first, g * shape(first, g)];
    },
    reference: [1.1, 1.1],
    largest,
  };
}

/**
 * The unit sphere's part of positive coordinates, times 1 + g, g = sum (x_i - 1/2)^2 of the variables after
 * the first m - 1.
 *
 * @see K. Deb, L. Thiele, M. Laumanns, E. Zitzler (2005), "Scalable test problems for evolutionary
 * multiobjective optimization", in "Evolutionary Multiobjective Optimization", Springer.
 */
function dtlz2(x: readonly number[], m: number): number[] {
  const g = total(x.slice(m - 1).map((value) => square(value - 0.5)));
  const angles = x.slice(0, m - 1).map((value) => value * Math.PI / 2);
  return Array.from({ length: m }, (_, j) => {
    const cosines = angles.slice(0, m - 1 - j).reduce((product, angle) => product * cos(angle), 1);
    return (1 + g) * cosines * (j === 0 ? 1 : sin(angles[m - 1 - j]));
  });
}

/**
 * Branin's function, and Currin's exponential one with its sign as it is.
 *
 * @see S. Belakaria, A. Deshwal, J. R. Doppa (2019), "Max-value entropy search for multi-objective
 * Bayesian optimization", NeurIPS 32.
 */
function braninCurrin([u, v]: readonly number[]): number[] {
  const [a, b] = [15 * u - 5, 15 * v];
  const valley = b - 5.1 * a * a / (4 * Math.PI * Math.PI) + 5 * a / Math.PI - 6;
  const branin = valley * valley + 10 * (1 - 1 / (8 * Math.PI)) * cos(a) + 10;
  const rise = v === 0 ? 1 : 1 - exp(-1 / (2 * v));
  const ratio = (((2300 * u + 1900) * u + 2092) * u + 60) / (((100 * u + 500) * u + 4) * u + 20);
  return [branin, rise * ratio];
}

/** The problems by name. */
export const multiObjectiveProblems = {
  zdt1: zdt(0.8766666666666667, (first, g) => 1 - Math.sqrt(first / g)),
  zdt2: zdt(0.5433333333333333, (first, g) => 1 - square(first / g)),
  zdt3: zdt(
    1.3317626869577,
    (first, g) => 1 - Math.sqrt(first / g) - first / g * sin(10 * Math.PI * first),
  ),
  dtlz2: {
    ...unitCube(4),
    evaluate: (x) => dtlz2(x, 2),
    reference: [1.1, 1.1],
    largest: 0.42460183660255175,
  },
  dtlz2Four: {
    ...unitCube(6),
    evaluate: (x) => dtlz2(x, 4),
    reference: [1.1, 1.1, 1.1, 1.1],
    largest: 1.4641 - Math.PI * Math.PI / 32,
  },
  dtlz2Three: {
    ...unitCube(5),
    evaluate: (x) => dtlz2(x, 3),
    reference: [1.1, 1.1, 1.1],
    largest: 0.8074012244017012,
  },
  braninCurrin: {
    ...unitCube(2),
    evaluate: braninCurrin,
    reference: [18, 6],
    largest: 59.39421,
  },
  /**
   * @see T. T. Binh, U. Korn (1997), "MOBES: a multiobjective evolution strategy for constrained
   * optimization problems", MENDEL.
   */
  binhKorn: {
    lower: [0, 0],
    upper: [5, 3],
    evaluate: ([a, b]) => [4 * a * a + 4 * b * b, square(a - 5) + square(b - 5)],
    constraints: ([a, b]) => [square(a - 5) + b * b - 25, 7.7 - square(a - 8) - square(b + 3)],
    reference: [140, 50],
    largest: 5285.3321,
  },
  /**
   * @see N. Srinivas, K. Deb (1994), "Multiobjective optimization using nondominated sorting in genetic
   * algorithms", Evolutionary Computation 2(3).
   */
  srinivasDeb: {
    lower: [-20, -20],
    upper: [20, 20],
    evaluate: ([a, b]) => [2 + square(a - 2) + square(b - 1), 9 * a - square(b - 1)],
    constraints: ([a, b]) => [a * a + b * b - 225, a - 3 * b + 10],
    reference: [240, 20],
    largest: 33115.262,
  },
  /**
   * @see A. Osyczka, S. Kundu (1995), "A new method to solve generalized multicriteria optimization problems
   * using the simple genetic algorithm", Structural Optimization 10.
   */
  osyczkaKundu: {
    lower: [0, 0, 1, 0, 1, 0],
    upper: [10, 10, 5, 6, 5, 10],
    evaluate: (x) => [
      -25 * square(x[0] - 2) - square(x[1] - 2) - square(x[2] - 1) - square(x[3] - 4) -
      square(x[4] - 1),
      total(x.map(square)),
    ],
    constraints: ([a, b, c, d, e, f]) => [
      2 - a - b,
      a + b - 6,
      b - a - 2,
      a - 3 * b - 2,
      square(c - 3) + d - 4,
      4 - square(e - 3) - f,
    ],
    reference: [-75, 75],
    largest: 10108.36,
  },
  /**
   * C2-DTLZ2, with radius 0.2.
   *
   * @see H. Jain, K. Deb (2014), "An evolutionary many-objective optimization algorithm using
   * reference-point based nondominated sorting approach, part II", IEEE Transactions on Evolutionary
   * Computation 18(4).
   */
  constrainedDtlz2: {
    ...unitCube(4),
    evaluate: (x) => dtlz2(x, 2),
    constraints: (x) => [distanceToSpheres(dtlz2(x, 2))],
    reference: [1.1, 1.1],
    largest: 0.38233347,
  },
} as const satisfies Record<string, MultiObjectiveProblem>;

const RADIUS = 0.2;

/** At most 0 in spheres around the front's ends and its middle, which cut it into pieces. */
function distanceToSpheres(f: readonly number[]): number {
  const middle = 1 / Math.sqrt(f.length);
  const ends = f.map((own, j) =>
    square(own - 1) + total(f.map((value, i) => i === j ? 0 : square(value)))
  );
  return Math.min(...ends, total(f.map((value) => square(value - middle)))) - RADIUS * RADIUS;
}
