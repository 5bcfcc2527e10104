/**
 * Minimisation of a smooth function in a box by a projected quasi-Newton method.
 *
 * Notation: k variables, x the iterate, g the gradient, B the approximation of the Hessian. A
 * variable at a bound whose gradient pushes outwards is held; the others take the quasi-Newton step,
 * searched along its projection onto the box.
 *
 * @see D. P. Bertsekas (1982), "Projected Newton methods for optimization problems with simple
 * constraints", SIAM Journal on Control and Optimization 20(2), 221-246.
 * @see J. Nocedal, S. J. Wright (2006), "Numerical Optimization", 2nd ed., equation 6.19 (BFGS).
 *
 * @module
 */
import { createHessian, type Hessian } from "./_bfgs_hessian.ts";

/**
 * A function of k variables with its gradient.
 *
 * @param x Where; not to be kept or changed.
 * @param gradient Receives the k partial derivatives.
 * @returns The value; anything but a finite number makes the step be shortened.
 */
export type DifferentiableFunction = (x: Float64Array, gradient: Float64Array) => number;

/** Options of {@linkcode minimizeInBox}. */
export interface MinimizeInBoxOptions {
  /** Where to start; moved into the box. */
  readonly start: ArrayLike<number>;
  /** Bounds, both included; a variable with equal ones is held fixed. */
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
  /** Most calls of the function. @default {200} */
  readonly maxEvaluations?: number;
  /** Ends where no free partial derivative times its variable's range is larger. @default {1e-8} */
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
const MOST_HALVINGS = 25;
/** The search ends after two steps in a row that gain less, relative to 1 + |value|. */
const VALUE_TOLERANCE = 1e-11;

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
  const { maxEvaluations = 200, gradientTolerance = 1e-8 } = options;
  const search = createSearch(evaluate, options);
  let idle = 0;
  while (search.evaluations < maxEvaluations && search.freeGradient() > gradientTolerance) {
    const before = search.value;
    if (!search.step(maxEvaluations)) break;
    idle = before - search.value <= VALUE_TOLERANCE * (1 + Math.abs(before)) ? idle + 1 : 0;
    if (idle === 2) break;
  }
  return { x: search.point(), value: search.value, evaluations: search.evaluations };
}

interface Search {
  readonly value: number;
  readonly evaluations: number;
  point(): Float64Array;
  freeGradient(): number;
  step(maxEvaluations: number): boolean;
}

function createSearch(evaluate: DifferentiableFunction, options: MinimizeInBoxOptions): Search {
  const box = createBox(evaluate, options);
  const k = options.lower.length;
  const hessian = createHessian(k);
  const direction = new Float64Array(k);
  const free = new Uint8Array(k);
  let { z, gradient, value } = box.evaluate(box.start());

  const markFree = () => {
    for (let i = 0; i < k; i++) {
      const outwards = (z[i] <= 0 && gradient[i] >= 0) || (z[i] >= 1 && gradient[i] <= 0);
      free[i] = outwards || box.width[i] === 0 ? 0 : 1;
    }
  };
  const advance = (maxEvaluations: number): boolean => {
    const found = searchLine(box, { z, gradient, value }, { direction, hessian, maxEvaluations });
    if (!found) return false;
    hessian.update(z, found.z, gradient, found.gradient);
    ({ z, gradient, value } = found);
    return true;
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
      if (advance(maxEvaluations)) return true;
      if (hessian.fresh) return false;
      hessian.reset();
      hessian.direction(gradient, free, direction);
      return advance(maxEvaluations);
    },
  };
}

interface Iterate {
  /** The point in units of the box, 0 to 1. */
  readonly z: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
}

interface Line {
  readonly direction: Float64Array;
  readonly hessian: Hessian;
  readonly maxEvaluations: number;
}

/** Backtracking along the projected line by quadratic interpolation (Armijo's rule). */
function searchLine(box: Box, from: Iterate, line: Line): Iterate | undefined {
  const { direction, hessian, maxEvaluations } = line;
  const longest = direction.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
  if (!(longest > 0)) return undefined;
  let length = hessian.fresh ? Math.min(1, FIRST_STEP / longest) : Math.min(1, 1 / longest);
  for (let tries = 0; tries < MOST_HALVINGS && box.evaluations < maxEvaluations; tries++) {
    const z = from.z.map((value, i) => Math.min(1, Math.max(0, value + length * direction[i])));
    const slope = z.reduce((sum, value, i) => sum + from.gradient[i] * (value - from.z[i]), 0);
    if (!(slope < 0)) return undefined;
    const next = box.evaluate(z);
    if (next.value <= from.value + SUFFICIENT_DECREASE * slope) return next;
    const parabola = -slope / (2 * (next.value - from.value - slope));
    length *= Number.isFinite(parabola) ? Math.min(0.5, Math.max(0.1, parabola)) : 0.2;
  }
  return undefined;
}

interface Box {
  readonly width: Float64Array;
  readonly evaluations: number;
  start(): Float64Array;
  toPoint(z: Float64Array): Float64Array;
  evaluate(z: Float64Array): Iterate;
}

function createBox(evaluate: DifferentiableFunction, options: MinimizeInBoxOptions): Box {
  const lower = Float64Array.from(options.lower);
  const width = lower.map((bound, i) => options.upper[i] - bound);
  let evaluations = 0;
  const toPoint = (z: Float64Array) =>
    z.map((value, i) => value >= 1 ? options.upper[i] : lower[i] + value * width[i]);
  return {
    width,
    get evaluations() {
      return evaluations;
    },
    start: () =>
      width.map((range, i) =>
        range > 0 ? Math.min(1, Math.max(0, (options.start[i] - lower[i]) / range)) : 0
      ),
    toPoint,
    evaluate(z) {
      evaluations++;
      const gradient = new Float64Array(width.length);
      const value = evaluate(toPoint(z), gradient);
      for (let i = 0; i < width.length; i++) gradient[i] *= width[i];
      return { z, gradient, value: Number.isNaN(value) ? Infinity : value };
    },
  };
}
