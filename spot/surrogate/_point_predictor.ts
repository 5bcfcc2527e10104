/**
 * Prediction at single points without allocation.
 *
 * Notation: psi_i the correlation of x with point i; L the factor of Psi (or of A = R + eps I with
 * reinterpolation), V = (L^-1)'; mean = mu + psi'alpha, variance = s2 (c - |L^-1 psi|^2).
 *
 * @module
 */
import { writeDifferences } from "./_pair_differences.ts";
import { scaleSlope } from "../core/space/search_space.ts";
import { type InputScaling, scalePoint } from "./_scaling.ts";
import { placesOf, routinesAt } from "../core/wasm/linear_memory.ts";
import { memory } from "./_memory.ts";
import type { predictorRoutines } from "./_point_predictor_wasm.ts";
import type { Kernel } from "./kernel.ts";
import type { PointPredictor } from "./surrogate.ts";

/** A fitted model, in the model's units. */
export interface KrigingState {
  readonly n: number;
  readonly k: number;
  readonly size: number;
  readonly scaling: InputScaling;
  /** Points, n x k. */
  readonly U: Float64Array;
  readonly theta: Float64Array;
  readonly kernel: Kernel;
  readonly mu: number;
  readonly alpha: Float64Array;
  /** V, size x size. */
  readonly upper: Float64Array;
  readonly s2: number;
  /** 1 + nugget, or 1 with reinterpolation. */
  readonly c: number;
  /** Response units: y = centre + spread * model's y. */
  readonly centre: number;
  readonly spread: number;
}

/** Makes a predictor with memory of its own. */
export function createPointPredictor(state: KrigingState): PointPredictor {
  const { n, k, size, scaling, kernel } = state;
  const u = new Float64Array(k);
  const { pairs, psi, slope, z, weights, alpha, upper, byMean, bySd } = placeOf(state);
  const twiceTheta = state.theta.map((theta, j) => scaling.isFactor[j] ? 0 : 2 * theta);
  const meanGradient = new Float64Array(k);
  const sdGradient = new Float64Array(k);
  let mean = 0;
  let sd = 0;

  const evaluate = (x: ArrayLike<number>): void => {
    scalePoint(scaling, x, u);
    writeDifferences(state.U, n, u, scaling.isFactor, pairs.differences);
    kernel.correlate(pairs, psi, slope);
    let sum = state.mu;
    for (let i = 0; i < n; i++) sum += psi[i] * alpha[i];
    mean = state.centre + state.spread * sum;
    multiplyTransposed(upper, size, psi, z);
    let squares = 0;
    for (let i = 0; i < n; i++) squares += z[i] * z[i];
    sd = state.spread * Math.sqrt(Math.abs(state.s2 * (state.c - squares)));
  };
  return {
    get mean() {
      return mean;
    },
    get sd() {
      return sd;
    },
    meanGradient,
    sdGradient,
    evaluate,
    evaluateWithGradient(x) {
      evaluate(x);
      multiplyUpper(upper, size, z, weights);
      byMean.fill(0);
      bySd.fill(0);
      kernel.accumulate(pairs, slope, alpha, 1, byMean);
      kernel.accumulate(pairs, slope, weights, 1, bySd);
      const forSd = sd > 0 ? -state.s2 * state.spread * (state.spread / sd) : 0;
      for (let j = 0; j < k; j++) {
        const isFlat = scaling.activity && !scaling.activity(j, x);
        const factor = isFlat
          ? 0
          : twiceTheta[j] * scaleSlope(scaling.scales[j], x[j]) / scaling.width[j];
        meanGradient[j] = factor === 0 ? 0 : byMean[j] * factor * state.spread;
        sdGradient[j] = factor === 0 ? 0 : bySd[j] * factor * forSd;
      }
    },
  };
}

/** The predictor's arrays, in one memory. */
function placeOf({ n, k, size, kernel, ...state }: KrigingState) {
  const scratchLength = kernel.scratchLength?.(k, n) ?? 0;
  const [differences, theta, rootTheta, scratch, psi, slope, z, weights, alpha, ...others] = memory
    .arrays([
      ...[n * k, k, k, scratchLength, size, n, size, size, size, size * size, k, k] as const,
    ]);
  const [upper, byMean, bySd] = others;
  theta.set(state.theta);
  rootTheta.set(state.theta.map(Math.sqrt));
  psi.fill(0);
  alpha.set(state.alpha);
  upper.set(state.upper);
  const pairs = { k, count: n, differences, theta, rootTheta, scratch };
  return { pairs, psi, slope, z, weights, alpha, upper, byMean, bySd };
}

/** The loops of _point_predictor_wasm.ts, if the arrays are where they can be used: the same bits. */
const routinesOf = routinesAt<keyof typeof predictorRoutines>;

/** z = V' psi, four rows of V at a time. */
export function multiplyTransposed(
  v: Float64Array,
  size: number,
  psi: Float64Array,
  z: Float64Array,
): void {
  z.fill(0);
  const routines = routinesOf(v, psi, z);
  if (routines) return void routines.multiplyTransposed(...placesOf([v, psi, z]), size);
  for (let j = 0; j < size; j += 4) {
    const p0 = psi[j], p1 = psi[j + 1], p2 = psi[j + 2], p3 = psi[j + 3];
    let row = j * size + j;
    for (let i = j; i < size; i++, row++) {
      z[i] += p0 * v[row] + p1 * v[row + size] + p2 * v[row + 2 * size] + p3 * v[row + 3 * size];
    }
  }
}

/** out = V z, four rows of V at a time. */
export function multiplyUpper(
  v: Float64Array,
  size: number,
  z: Float64Array,
  out: Float64Array,
): void {
  const routines = routinesOf(v, z, out);
  if (routines) return void routines.multiplyUpper(...placesOf([v, z, out]), size);
  for (let j = 0; j < size; j += 4) {
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    let place = j * size + j;
    for (let i = j; i < size; i++, place++) {
      const value = z[i];
      s0 += v[place] * value;
      s1 += v[place + size] * value;
      s2 += v[place + 2 * size] * value;
      s3 += v[place + 3 * size] * value;
    }
    out[j] = s0;
    out[j + 1] = s1;
    out[j + 2] = s2;
    out[j + 3] = s3;
  }
}
