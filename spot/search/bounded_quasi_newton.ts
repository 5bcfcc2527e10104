/**
 * Minimisation of a smooth function in a box by a projected quasi-Newton method.
 *
 * Notation: k variables, x the iterate, g the gradient, B the approximation of the Hessian. A
 * variable at a bound whose gradient pushes outwards is held; the others take the quasi-Newton step,
 * searched along its projection onto the box.
 *
 * Slopes and gains are taken in units of the steepest slope at the start: the search is the same for
 * f and a f + b.
 *
 * @see D. P. Bertsekas (1982), "Projected Newton methods for optimization problems with simple
 * constraints", SIAM Journal on Control and Optimization 20(2), 221-246.
 * @see J. Nocedal, S. J. Wright (2006), "Numerical Optimization", 2nd ed., equation 6.19 (BFGS).
 *
 * @module
 */
import { nearestPowerOfTwo } from "../core/exact/power_of_two.ts";
import { createHessian, type Hessian } from "./_bfgs_hessian.ts";

/**
 * A function of k variables with its gradient.
 *
 * @param x Where; not to be kept or changed.
 * @param gradient Receives the k partial derivatives.
 * @param isWanted Tells by the value whether the derivatives will be read: where they are not, they need
 * not be computed.
 * @returns The value; anything but a finite number makes the step be shortened.
 */
export type DifferentiableFunction = (
  x: Float64Array,
  gradient: Float64Array,
  isWanted: (value: number) => boolean,
) => number;

/** Options of {@linkcode minimizeInBox}. */
export interface MinimizeInBoxOptions {
  /** Where to start; moved into the box. */
  readonly start: ArrayLike<number>;
  /** Bounds, both included; a variable with equal ones is held fixed. */
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
  /** Most calls of the function. @default {200} */
  readonly maxEvaluations?: number;
  /**
   * Ends where no free partial derivative times its variable's range is larger than this share of the
   * largest one at the start.
   *
   * @default {1e-10}
   */
  readonly gradientTolerance?: number;
}

/** What {@linkcode minimizeInBox} found. */
export interface BoxMinimum {
  readonly x: Float64Array;
  readonly value: number;
  /** Calls of the function. */
  readonly evaluations: number;
}

/** Share of the box that the first step crosses at most. */
const FIRST_STEP = 0.1;
const SUFFICIENT_DECREASE = 1e-4;
/** Values that differ by this share, 2^-50, are equal but for rounding: slopes decide. */
const ROUNDING = 8.881784197001252e-16;
/** Steps to a point of equal value leave at most this share of the slope. */
const SLOPE_LEFT = 0.9;
const MOST_HALVINGS = 25;
/** The search ends after two steps in a row that gain less, relative to 1 + the gain so far. */
const VALUE_TOLERANCE = 1e-14;

/**
 * Finds a local minimum in a box. Variables are scaled by the width of the box.
 *
 * @param evaluate The function with its gradient.
 * @returns The best point evaluated, inside the bounds, with its value.
 *
 * @example
 * ```ts
 * const { x } = minimizeInBox((x, gradient) => {
 *   gradient[0] = 2 * (x[0] - 3);
 *   return (x[0] - 3) * (x[0] - 3);
 * }, { start: [0], lower: [-1], upper: [2] }); // x[0] is 2
 * ```
 */
export function minimizeInBox(
  evaluate: DifferentiableFunction,
  options: MinimizeInBoxOptions,
): BoxMinimum {
  const { maxEvaluations = 200, gradientTolerance = 1e-10 } = options;
  const search = createSearch(evaluate, options);
  let [gained, idle] = [0, 0];
  while (search.evaluations < maxEvaluations && search.freeGradient() > gradientTolerance) {
    const gain = search.step(maxEvaluations);
    if (gain === undefined) break;
    gained += gain;
    idle = gain <= VALUE_TOLERANCE * (1 + gained) ? idle + 1 : 0;
    if (idle === 2) break;
  }
  return { x: search.point(), value: search.value, evaluations: search.evaluations };
}

interface Search {
  readonly value: number;
  readonly evaluations: number;
  point(): Float64Array;
  freeGradient(): number;
  /** Takes a step; returns what it gained, in the function's unit, or undefined if none was found. */
  step(maxEvaluations: number): number | undefined;
}

function createSearch(evaluate: DifferentiableFunction, options: MinimizeInBoxOptions): Search {
  const box = createBox(evaluate, options);
  const k = options.lower.length;
  const hessian = createHessian(k);
  const direction = new Float64Array(k);
  const free = new Uint8Array(k);
  let { z, gradient, value } = box.begin();

  const markFree = () => {
    for (let i = 0; i < k; i++) {
      const outwards = (z[i] <= 0 && gradient[i] >= 0) || (z[i] >= 1 && gradient[i] <= 0);
      free[i] = outwards || box.width[i] === 0 ? 0 : 1;
    }
  };
  const advance = (maxEvaluations: number): number | undefined => {
    const found = searchLine(box, { z, gradient, value }, { direction, hessian, maxEvaluations });
    if (!found) return undefined;
    hessian.update(z, found.z, gradient, found.gradient);
    ({ z, gradient, value } = found);
    return found.gain;
  };
  return {
    get value() {
      return value;
    },
    get evaluations() {
      return box.evaluations;
    },
    point: () => box.toPoint(z),
    freeGradient() {
      markFree();
      return gradient.reduce((most, g, i) => free[i] ? Math.max(most, Math.abs(g)) : most, 0);
    },
    step(maxEvaluations) {
      hessian.direction(gradient, free, direction);
      const gain = advance(maxEvaluations);
      if (gain !== undefined || hessian.fresh) return gain;
      hessian.reset();
      hessian.direction(gradient, free, direction);
      return advance(maxEvaluations);
    },
  };
}

interface Iterate {
  /** The point in units of the box, 0 to 1. */
  readonly z: Float64Array;
  /** Derivatives by z, in the function's unit. */
  readonly gradient: Float64Array;
  readonly value: number;
}

interface Line {
  readonly direction: Float64Array;
  readonly hessian: Hessian;
  readonly maxEvaluations: number;
}

interface Step extends Iterate {
  readonly gain: number;
}

/**
 * Backtracking along the projected line by quadratic interpolation (Armijo's rule). Where values are
 * equal but for rounding, the slope at the end of the step must be the smaller one.
 *
 * @see W. W. Hager, H. Zhang (2005), "A new conjugate gradient method with guaranteed descent and an
 * efficient line search", SIAM Journal on Optimization 16(1), equation 4.2.
 */
function searchLine(box: Box, from: Iterate, line: Line): Step | undefined {
  const { direction, hessian, maxEvaluations } = line;
  const longest = direction.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
  if (!(longest > 0)) return undefined;
  let length = hessian.fresh ? Math.min(1, FIRST_STEP / longest) : Math.min(1, 1 / longest);
  for (let tries = 0; tries < MOST_HALVINGS && box.evaluations < maxEvaluations; tries++) {
    const z = from.z.map((value, i) => Math.min(1, Math.max(0, value + length * direction[i])));
    const slopeAt = ({ gradient }: Iterate) =>
      z.reduce((sum, value, i) => sum + gradient[i] * (value - from.z[i]), 0);
    const slope = slopeAt(from);
    if (!(slope < 0)) return undefined;
    const gainAt = (value: number) => (from.value - value) / box.unit;
    const isEnough = (value: number) => gainAt(value) >= -SUFFICIENT_DECREASE * slope;
    const next = box.evaluate(z, (value) => isEnough(value) || isEqual(from.value, value));
    const gain = gainAt(next.value);
    if (isEnough(next.value)) return { ...next, gain };
    if (isEqual(from.value, next.value)) {
      const rest = slopeAt(next);
      if (Math.abs(rest) <= -SLOPE_LEFT * slope) return { ...next, gain: -(slope + rest) / 2 };
    }
    const parabola = -slope / (2 * (-gain - slope));
    length *= Number.isFinite(parabola) ? Math.min(0.5, Math.max(0.1, parabola)) : 0.2;
  }
  return undefined;
}

function isEqual(a: number, b: number): boolean {
  return Math.abs(a - b) <= ROUNDING * Math.abs(a);
}

interface Box {
  readonly width: Float64Array;
  /** The steepest slope at the start, as a power of two. */
  readonly unit: number;
  readonly evaluations: number;
  /** Evaluates the start, which sets the unit. */
  begin(): Iterate;
  toPoint(z: Float64Array): Float64Array;
  evaluate(z: Float64Array, isWanted: (value: number) => boolean): Iterate;
}

function createBox(evaluate: DifferentiableFunction, options: MinimizeInBoxOptions): Box {
  const lower = Float64Array.from(options.lower);
  const width = lower.map((bound, i) => options.upper[i] - bound);
  let evaluations = 0;
  let unit = 1;
  const start = () =>
    width.map((range, i) =>
      range > 0 ? Math.min(1, Math.max(0, (options.start[i] - lower[i]) / range)) : 0
    );
  const toPoint = (z: Float64Array) =>
    z.map((value, i) => value >= 1 ? options.upper[i] : lower[i] + value * width[i]);
  const evaluateAt: Box["evaluate"] = (z, isWanted) => {
    evaluations++;
    const gradient = new Float64Array(width.length);
    const value = evaluate(toPoint(z), gradient, isWanted);
    for (let i = 0; i < width.length; i++) gradient[i] = gradient[i] / unit * width[i];
    return { z, gradient, value: Number.isNaN(value) ? Infinity : value };
  };
  return {
    width,
    get unit() {
      return unit;
    },
    get evaluations() {
      return evaluations;
    },
    begin() {
      const first = evaluateAt(start(), () => true);
      const steepest = first.gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
      unit = nearestPowerOfTwo(steepest);
      return { ...first, gradient: first.gradient.map((slope) => slope / unit) };
    },
    toPoint,
    evaluate: evaluateAt,
  };
}
