/**
 * The search for the hyperparameters of largest likelihood: screening, then local refinement.
 *
 * Notation: p = (log10 theta_1 .. log10 theta_k, log10 lambda); a parameter with equal bounds is
 * fixed.
 *
 * @module
 */
import { minimizeInBox } from "../search/bounded_quasi_newton.ts";
import type { Likelihood } from "./_likelihood.ts";

/** A weak prior: independent normal distributions of the parameters, added as penalties. */
export interface ParameterPrior {
  readonly mean: Float64Array;
  /** Standard deviations; Infinity: no prior. */
  readonly sd: Float64Array;
}

/** The box to search. */
export interface ParameterSearch {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly prior?: ParameterPrior;
  /** Parameters to refine, beside the screened ones. */
  readonly starts: readonly Float64Array[];
  /** Parameters that are screened. */
  readonly screened: number;
  /** The best of them that are refined by a few evaluations. */
  readonly refined: number;
  /** The best of those that are refined to the end. */
  readonly finalists: number;
  /** Most likelihood evaluations of one refinement. */
  readonly maxEvaluations: number;
}

/** Parameters with their value: the likelihood plus the prior's penalty. */
export interface RatedParameters {
  readonly p: Float64Array;
  readonly value: number;
}

/** Evaluations that every start is refined by before the best go on. */
const FIRST_EVALUATIONS = 12;
/** Two refined starts are at least this share of the box apart in some coordinate. */
const APART = 0.12;

/**
 * Searches the box.
 *
 * @returns Local minima found, best first; never empty.
 */
export function searchParameters(
  likelihood: Likelihood,
  search: ParameterSearch,
): RatedParameters[] {
  const { lower, upper, prior, maxEvaluations, finalists } = search;
  const screened = screen(likelihood, search);
  const starts = [...search.starts, ...selectApart(screened, search, search.refined)];
  const refine = (evaluations: number) => (start: Float64Array): RatedParameters => {
    const { x, value } = minimizeInBox((p, gradient, isWanted) => {
      const added = prior ? penalty(prior, p) : 0;
      const value = likelihood.evaluate(p) + added;
      if (!Number.isFinite(value) || !isWanted(value)) return value;
      likelihood.writeGradient(gradient);
      if (prior) penalty(prior, p, gradient);
      return value;
    }, { start, lower, upper, maxEvaluations: evaluations, gradientTolerance: 1e-7 });
    return { p: x, value };
  };
  if (starts.length <= finalists) return starts.map(refine(maxEvaluations)).sort(byValue);
  const promising = starts.map(refine(FIRST_EVALUATIONS)).sort(byValue).slice(0, finalists);
  return promising.map(({ p }) => refine(maxEvaluations)(p)).sort(byValue);
}

const byValue = (a: RatedParameters, b: RatedParameters) => a.value - b.value;

/** sum ((p - mean) / sd)^2 / 2; adds its derivatives to the gradient. */
function penalty({ mean, sd }: ParameterPrior, p: Float64Array, gradient?: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const z = (p[i] - mean[i]) / sd[i];
    sum += z * z / 2;
    if (gradient) gradient[i] += z / sd[i];
  }
  return sum;
}

function screen(likelihood: Likelihood, search: ParameterSearch): RatedParameters[] {
  const { lower, upper, prior, screened } = search;
  const free = lower.reduce((count, bound, i) => bound < upper[i] ? count + 1 : count, 0);
  if (free === 0) return [{ p: Float64Array.from(lower), value: 0 }];
  const sequence = kroneckerSequence(free);
  const rated = Array.from({ length: screened }, () => {
    const u = sequence();
    let next = 0;
    const p = lower.map((bound, i) =>
      bound + (bound < upper[i] ? u[next++] : 0) * (upper[i] - bound)
    );
    return { p, value: likelihood.evaluate(p) + (prior ? penalty(prior, p) : 0) };
  });
  return rated.sort(byValue);
}

function selectApart(
  rated: readonly RatedParameters[],
  { lower, upper }: ParameterSearch,
  count: number,
): Float64Array[] {
  const selected: Float64Array[] = [];
  const isApart = (a: Float64Array, b: Float64Array) =>
    a.some((value, i) => Math.abs(value - b[i]) > APART * (upper[i] - lower[i]));
  for (const { p } of rated) {
    if (selected.length === count) break;
    if (selected.every((other) => isApart(p, other))) selected.push(p);
  }
  return selected;
}

/**
 * Points that fill the unit cube evenly: u_i = frac(1/2 + i a_j), a_j = phi^-j, phi the positive root
 * of phi^(d + 1) = phi + 1.
 *
 * @see M. Roberts (2018), "The unreasonable effectiveness of quasirandom sequences".
 */
function kroneckerSequence(dimension: number): () => Float64Array {
  let phi = 1.5;
  for (let step = 0; step < 40; step++) {
    let power = 1;
    for (let j = 0; j < dimension; j++) power *= phi;
    phi -= (power * phi - phi - 1) / ((dimension + 1) * power - 1);
  }
  const increment = new Float64Array(dimension);
  let factor = 1;
  for (let j = 0; j < dimension; j++) increment[j] = factor /= phi;
  const u = new Float64Array(dimension).fill(0.5);
  return () => {
    for (let j = 0; j < dimension; j++) {
      u[j] += increment[j];
      if (u[j] >= 1) u[j] -= 1;
    }
    return u;
  };
}
