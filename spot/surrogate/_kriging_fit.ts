/** The fit of Kriging: scaling, search, the factors that predictions need. @module */
import { log } from "../core/exact/log.ts";
import { pow } from "../core/exact/pow.ts";
import type { SearchSpace } from "../core/space/search_space.ts";
import { compositeKernel, type FineStructure } from "./_composite_kernel.ts";
import { findFineStructure, mayHaveFineStructure } from "./_fine_structure.ts";
import { type ParameterSearch, searchParameters } from "./_hyperparameter_search.ts";
import { createLikelihood, type Likelihood, type LikelihoodData } from "./_likelihood.ts";
import { memory } from "./_memory.ts";
import { pairDifferences } from "./_pair_differences.ts";
import type { KrigingState } from "./_point_predictor.ts";
import {
  createInputScaling,
  type InputScaling,
  scalePoint,
  type StandardizedResponses,
  standardizeResponses,
} from "./_scaling.ts";
import {
  DIRECT_POINTS,
  finalEffort,
  parameterBox,
  PILOT_POINTS,
  priorStarts,
  searchEffort,
} from "./_search_plan.ts";
import type { KrigingFit, KrigingParameters } from "./fitted_kriging.ts";
import type { Kernel } from "./kernel.ts";
import { kernels } from "./kernels.ts";
import type { ResolvedKrigingOptions } from "./kriging_options.ts";
import { chooseSubset } from "./subset.ts";

/** The square root of the unit roundoff: the nugget of interpolation. */
const INTERPOLATION_NUGGET = 1.4901161193847656e-8;
const MOST_JITTER = 1;

/** Options of a fit. */
export interface FitKrigingOptions extends ResolvedKrigingOptions {
  readonly variables?: SearchSpace;
  /** Of the responses; interpolation takes no notice of them. */
  readonly variances?: readonly number[];
  /** Known from another fit; not searched then. */
  readonly fineStructure?: FineStructure;
}

/** Data in the model's units. */
interface ScaledData {
  readonly n: number;
  readonly k: number;
  readonly scaling: InputScaling;
  readonly U: Float64Array;
  readonly responses: StandardizedResponses;
  readonly noise: Float64Array;
  readonly points: readonly number[];
}

/** Fits the model to checked data. */
export function fitKriging(
  X: readonly (readonly number[])[],
  y: readonly number[],
  options: FitKrigingOptions,
): KrigingFit {
  return memory.scope(() => fitInScope(X, y, options));
}

/** Nothing of what is returned may stand in the memory of the scope. */
function fitInScope(
  X: readonly (readonly number[])[],
  y: readonly number[],
  { variances, ...others }: FitKrigingOptions,
): KrigingFit {
  const options = others.method === "interpolation" ? others : { ...others, variances };
  const data = scaledData(X, y, options);
  const { k, n, points } = data;
  const { p, fineStructure } = findParameters(data, options);
  const makeLikelihood = () => likelihoodOf(data, { ...options, fineStructure });
  const likelihood = makeLikelihood();
  const { value, jitter } = evaluateSafely(likelihood, p);
  const offset = options.scale ? 0 : n * log(data.responses.spread);
  const thetaLog10 = p.slice(0, k);
  const lambdaLog10 = p[k];
  return {
    state: stateOf(data, likelihood, { p, jitter, options: { ...options, fineStructure } }),
    ...{ thetaLog10, lambdaLog10, fineStructure, jitter, points },
    sigma2: likelihood.sigma2,
    negativeLogLikelihood: value + offset,
    likelihoodAt: (parameters) => {
      const p = parameterVector(k, parameters, lambdaLog10);
      return memory.scope(() => evaluateSafely(makeLikelihood(), p)).value + offset;
    },
    refit: (points, values, variances) => {
      const kept = { thetaLog10: [...thetaLog10], lambdaLog10, fineStructure };
      return fitKriging(points, values, { ...options, ...kept, variances });
    },
  };
}

function scaledData(
  X: readonly (readonly number[])[],
  y: readonly number[],
  { scale, variables, variances, maxSurrogatePoints }: FitKrigingOptions,
): ScaledData {
  const k = X[0].length;
  const scaling = createInputScaling(X, { scale, variables });
  const all = scaledPoints(X, scaling);
  const points = chooseSubset({ U: all, k, y, count: maxSurrogatePoints });
  return {
    n: points.length,
    k,
    scaling,
    U: pickRows(all, k, points),
    responses: standardizeResponses(points.map((i) => y[i])),
    noise: relativeNoise(points, variances),
    points,
  };
}

function scaledPoints(X: readonly (readonly number[])[], scaling: InputScaling) {
  const k = scaling.width.length;
  const U = new Float64Array(X.length * k);
  X.forEach((x, i) => scalePoint(scaling, x, U, i * k));
  return U;
}

function pickRows(U: Float64Array, k: number, rows: readonly number[]): Float64Array {
  const picked = new Float64Array(rows.length * k);
  rows.forEach((row, i) => picked.set(U.subarray(row * k, (row + 1) * k), i * k));
  return picked;
}

/** Variances relative to their mean; ones if there are none. */
function relativeNoise(points: readonly number[], variances?: readonly number[]): Float64Array {
  const ones = new Float64Array(points.length).fill(1);
  if (!variances) return ones;
  const largest = points.reduce((most, i) => Math.max(most, variances[i]), 0);
  if (largest === 0) return ones;
  const relative = Float64Array.from(points, (i) => variances[i] / largest);
  const mean = relative.reduce((sum, value) => sum + value, 0) / points.length;
  return relative.map((value) => value / mean);
}

/** The likelihood of the modelled points, or of some of them. */
function likelihoodOf(
  data: ScaledData,
  options: FitKrigingOptions,
  rows?: readonly number[],
): Likelihood {
  return createLikelihood({ ...modelledData(data, options, rows), kernel: kernelOf(options) });
}

/** Variances may be 0, which a matrix with near points needs a floor for. */
function modelledData(
  { U, k, scaling, responses, noise, points }: ScaledData,
  options: FitKrigingOptions,
  rows: readonly number[] = [...points.keys()],
): Omit<LikelihoodData, "kernel"> {
  return {
    pairs: pairDifferences(pickRows(U, k, rows), rows.length, scaling),
    y: Float64Array.from(rows, (i) => responses.y[i]),
    noise: Float64Array.from(rows, (i) => noise[i]),
    floor: options.variances ? INTERPOLATION_NUGGET : 0,
  };
}

function kernelOf({ kernel, fineStructure }: FitKrigingOptions): Kernel {
  return fineStructure ? compositeKernel(kernels[kernel], fineStructure) : kernels[kernel];
}

/** The parameters of the best likelihood found; the given ones if all are given. */
function findParameters(data: ScaledData, options: FitKrigingOptions) {
  const { k, n, U, responses: { y } } = data;
  const isLarge = n > DIRECT_POINTS;
  const pilot = isLarge ? chooseSubset({ U, k, y, count: PILOT_POINTS }) : undefined;
  const p = findWeights(data, options, pilot);
  if (!isOpenToFineStructure(options) || !mayHaveFineStructure(p)) {
    return { p, fineStructure: options.fineStructure };
  }
  const modelled = modelledData(data, options, pilot);
  const limits = {
    leastNugget: options.lambdaBounds[0],
    hasNoise: options.variances?.some((variance) => variance > 0) ?? false,
  };
  const found = findFineStructure(p, limits, (parameters, fineStructure) =>
    memory.scope(() => {
      const kernel = kernelOf({ ...options, fineStructure });
      return createLikelihood({ ...modelled, kernel }).evaluate(parameters);
    }));
  return found ?? { p, fineStructure: undefined };
}

/** A nugget that is given is kept, also by a refit. */
function isOpenToFineStructure({ method, lambdaLog10 }: FitKrigingOptions): boolean {
  return method === "composite" && lambdaLog10 === undefined;
}

/** The weights and the nugget; on many points, the search begins on the pilot's. */
function findWeights(data: ScaledData, options: FitKrigingOptions, pilot?: readonly number[]) {
  const box = parameterBox(data.k, options);
  const free = box.lower.reduce((count, bound, i) => bound < box.upper[i] ? count + 1 : count, 0);
  if (free === 0) return box.lower;
  const search = (rows: typeof pilot, plan: Omit<ParameterSearch, keyof typeof box>) =>
    memory.scope(() =>
      searchParameters(likelihoodOf(data, options, rows), { ...box, ...plan })[0].p
    );
  const effort = searchEffort(pilot?.length ?? data.n, free, options.prior);
  const p = search(pilot, { ...effort, starts: priorStarts(box.prior) });
  return pilot ? search(undefined, { ...finalEffort, starts: [p] }) : p;
}

/** Evaluates the likelihood, with a growing diagonal where Psi is not positive definite. */
function evaluateSafely(likelihood: Likelihood, p: Float64Array) {
  let value = likelihood.evaluate(p);
  let jitter = 0;
  while (!Number.isFinite(value) && jitter < MOST_JITTER) {
    jitter = jitter === 0 ? 1e-12 : 10 * jitter;
    value = likelihood.evaluate(p, jitter);
  }
  return { value, jitter };
}

function parameterVector(
  k: number,
  { thetaLog10, lambdaLog10 }: KrigingParameters,
  fittedLambda: number,
): Float64Array {
  const p = new Float64Array(k + 1);
  for (let j = 0; j < k; j++) p[j] = typeof thetaLog10 === "number" ? thetaLog10 : thetaLog10[j];
  p[k] = lambdaLog10 ?? fittedLambda;
  return p;
}

function stateOf(
  { n, k, scaling, U, responses }: ScaledData,
  likelihood: Likelihood,
  { p, jitter, options }: {
    readonly p: Float64Array;
    readonly jitter: number;
    readonly options: FitKrigingOptions;
  },
): KrigingState {
  const { size, mu, alpha } = likelihood;
  const lambda = pow(10, p[k]);
  const state = {
    ...{ n, k, size, scaling, U, mu, alpha: alpha.slice() },
    theta: p.slice(0, k).map((value) => pow(10, value)),
    kernel: kernelOf(options),
    centre: responses.centre,
    spread: responses.spread,
  };
  if (options.method !== "reinterpolation") {
    const upper = likelihood.invert().slice();
    return { ...state, upper, s2: likelihood.sigma2, c: 1 + lambda + jitter };
  }
  const s2 = noiseFreeVariance(likelihood, n);
  return { ...state, upper: likelihood.invert().slice(), s2, c: 1 };
}

/** alpha'A alpha / n with A = R + eps I; leaves the factor of A behind. */
function noiseFreeVariance(likelihood: Likelihood, n: number): number {
  let diagonal = INTERPOLATION_NUGGET;
  while (!likelihood.factorizeCorrelation(diagonal) && diagonal < MOST_JITTER) diagonal *= 10;
  const { factor, alpha, size } = likelihood;
  let sum = 0;
  for (let j = 0; j < n; j++) {
    let product = 0;
    for (let i = j; i < n; i++) product += factor[i * size + j] * alpha[i];
    sum += product * product;
  }
  return sum / n;
}
