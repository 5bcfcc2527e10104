/**
 * Batch normalisation over the rows of a batch, per feature:
 * u = gamma * (z - mean) / sqrt(variance + eps) + beta.
 *
 * Training normalises by the batch's own mean and (biased) variance and moves the running statistics
 * towards its mean and unbiased variance; evaluation normalises by the running statistics. z comes
 * without the bias of the linear map before it, which changes the running mean only.
 *
 * @see Ioffe, Szegedy (2015), "Batch Normalization: Accelerating Deep Network Training by Reducing
 * Internal Covariate Shift", algorithm 1 and section 3.
 *
 * @module
 */
import type { Arena } from "../arena.ts";
import type { BatchNormLayout } from "../layout.ts";
import type { BatchNormWork } from "../workspace.ts";
import { EPSILON, MOMENTUM } from "./_norm_constants.ts";

/**
 * The statistics of the batch, in one pass: sums of the distances to the first row, whose rounding
 * is at most n times that of two passes. The sums of even and odd rows are kept apart, here and
 * below, so that additions need not wait for each other. Also moves the running statistics.
 */
export function batchStatistics(
  { values, work, stride, n, routines, valuesPlace, workPlace }: Arena,
  { width, runningMean, runningVariance, linearBias }: BatchNormLayout,
  { z, mean, inverse }: BatchNormWork,
): void {
  if (routines) {
    routines.batchStatistics(
      valuesPlace,
      workPlace,
      stride,
      n,
      width,
      z,
      mean,
      inverse,
      runningMean,
      runningVariance,
      linearBias,
    );
    return;
  }
  for (let f = 0; f < width; f++) {
    const start = z + f * stride;
    const pivot = work[start];
    let sum = 0, sumB = 0, squares = 0, squaresB = 0;
    for (let s = start + (n & 1); s < start + n; s += 2) {
      const distance = work[s] - pivot;
      const distanceB = work[(s + 1) | 0] - pivot;
      sum += distance;
      sumB += distanceB;
      squares += distance * distance;
      squaresB += distanceB * distanceB;
    }
    const shift = (sum + sumB) / n;
    const variance = Math.max(0, (squares + squaresB) / n - shift * shift);
    const average = pivot + shift;
    work[mean + f] = average;
    work[inverse + f] = 1 / Math.sqrt(variance + EPSILON);
    const tracked = average + values[linearBias + f];
    values[runningMean + f] += MOMENTUM * (tracked - values[runningMean + f]);
    const unbiased = variance * (n / (n - 1));
    values[runningVariance + f] += MOMENTUM * (unbiased - values[runningVariance + f]);
  }
}

/** Takes the running statistics for those of the batch. */
export function runningStatistics(
  { values, work, stride, n, routines, valuesPlace, workPlace }: Arena,
  { width, runningMean, runningVariance, linearBias }: BatchNormLayout,
  { mean, inverse }: BatchNormWork,
): void {
  if (routines) {
    routines.runningStatistics(
      valuesPlace,
      workPlace,
      stride,
      n,
      width,
      mean,
      inverse,
      runningMean,
      runningVariance,
      linearBias,
    );
    return;
  }
  for (let f = 0; f < width; f++) {
    work[mean + f] = values[runningMean + f] - values[linearBias + f];
    work[inverse + f] = 1 / Math.sqrt(values[runningVariance + f] + EPSILON);
  }
}

/**
 * Replaces du, the gradient of the output, by dz, and sets the gradients of gamma and beta. With
 * v = (z - mean) / sqrt(variance + eps), dGamma = sum du v, dBeta = sum du:
 * dz = gamma / sqrt(variance + eps) * (du - dBeta / n - v dGamma / n). That of the linear map's bias is
 * 0: the batch's mean takes it out again.
 */
export function batchNormBackward(
  { values, work, stride, n, parameterCount, routines, valuesPlace, workPlace }: Arena,
  { width, weight, bias, linearBias }: BatchNormLayout,
  { z, mean, inverse }: BatchNormWork,
  du: number,
): void {
  if (routines) {
    routines.batchNormBackward(
      valuesPlace,
      workPlace,
      stride,
      n,
      width,
      z,
      mean,
      inverse,
      weight,
      parameterCount + weight,
      parameterCount + bias,
      parameterCount + linearBias,
      du,
    );
    return;
  }
  for (let f = 0; f < width; f++) {
    const average = work[mean + f];
    const inverseDeviation = work[inverse + f];
    const shift = z + f * stride - (du + f * stride);
    const start = du + f * stride;
    let dBeta = n & 1 ? work[start] : 0;
    let dGamma = n & 1 ? work[start] * (work[(start + shift) | 0] - average) : 0;
    let dBetaB = 0, dGammaB = 0;
    for (let s = start + (n & 1); s < start + n; s += 2) {
      dBeta += work[s];
      dBetaB += work[(s + 1) | 0];
      dGamma += work[s] * (work[(s + shift) | 0] - average);
      dGammaB += work[(s + 1) | 0] * (work[(s + 1 + shift) | 0] - average);
    }
    dBeta += dBetaB;
    dGamma = (dGamma + dGammaB) * inverseDeviation;
    values[parameterCount + bias + f] = dBeta;
    values[parameterCount + weight + f] = dGamma;
    values[parameterCount + linearBias + f] = 0;
    const factor = values[weight + f] * inverseDeviation;
    const slope = dGamma * inverseDeviation / n;
    const level = dBeta / n;
    for (let s = start; s < start + n; s++) {
      work[s] = factor * (work[s] - level - slope * (work[(s + shift) | 0] - average));
    }
  }
}

/** As {@linkcode batchNormBackward} in evaluation, where the statistics are constants. */
export function runningNormBackward(
  { values, work, stride, n, parameterCount }: Arena,
  { width, weight, bias, linearBias }: BatchNormLayout,
  { z, mean, inverse }: BatchNormWork,
  du: number,
): void {
  for (let f = 0; f < width; f++) {
    const start = du + f * stride;
    const shift = z - du;
    const factor = values[weight + f] * work[inverse + f];
    let dBeta = 0;
    let dGamma = 0;
    for (let s = start; s < start + n; s++) {
      dBeta += work[s];
      dGamma += work[s] * (work[(s + shift) | 0] - work[mean + f]);
      work[s] *= factor;
    }
    values[parameterCount + bias + f] = dBeta;
    values[parameterCount + weight + f] = dGamma * work[inverse + f];
    values[parameterCount + linearBias + f] = dBeta * factor;
  }
}
