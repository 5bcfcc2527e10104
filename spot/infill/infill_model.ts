/**
 * The surrogate as the search for new points sees it.
 *
 * Notation: n points X with responses y; z the responses on the scale of the model.
 *
 * @module
 */
import { log } from "../exact/log.ts";
import type { Random } from "../random/stream.ts";
import type { SearchSpace } from "../space/search_space.ts";
import { FittedKriging } from "../surrogate/fitted_kriging.ts";
import { scaleResponses } from "../surrogate/_scaling.ts";
import { Kriging } from "../surrogate/kriging.ts";
import type { ResolvedKrigingOptions } from "../surrogate/kriging_options.ts";
import type { FittedSurrogate, PointPredictor } from "../surrogate/surrogate.ts";
import type { SurrogateControl } from "../surrogate/surrogate_control.ts";
import { differencePredictor } from "./difference_predictor.ts";
import { latentPredictor } from "./latent_predictor.ts";
import {
  candidateScales,
  naturalScale,
  type ScaledResponses,
  withoutOutliers,
} from "./response_scale.ts";

/** What a model is fitted to. */
export interface ModelData {
  readonly space: SearchSpace;
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly variances?: readonly number[];
  readonly random: Random;
}

/** A fitted model. */
export interface InfillModel {
  readonly predictor: PointPredictor;
  /** The smallest response, on the model's scale; under noise, the smallest prediction. */
  readonly incumbent: number;
  /** The model after more points, each taken to respond as predicted, hyperparameters kept. */
  believe(points: readonly (readonly number[])[]): InfillModel;
}

/** Options of {@linkcode fitModel}. */
export interface FitModelOptions {
  /** Whether the responses may be modelled on another scale than their own. */
  readonly rescale: boolean;
}

/** Fits the surrogate; Kriging on the scale of the largest likelihood. */
export function fitModel(
  data: ModelData,
  { surrogate, kriging }: SurrogateControl,
  { rescale }: FitModelOptions,
): InfillModel {
  const { space: variables, X, y, variances, random } = data;
  if (!kriging) {
    const fit = (points: ModelData["X"], z: readonly number[], noise?: readonly number[]) =>
      surrogate.fit(points, z, { variables, variances: noise, random });
    return modelOf({ data, z: y, fitted: fit(X, y, variances), refit: fit });
  }
  const bounded = rescale ? { ...data, y: withoutOutliers(y) } : data;
  const { fitted, z } = fitKrigingToScale(bounded, kriging, rescale && !variances);
  const kept = new Kriging({
    ...kriging,
    thetaLog10: [...fitted.thetaLog10],
    lambdaLog10: fitted.lambdaLog10,
  });
  return modelOf({
    data,
    z,
    fitted,
    refit: (points, values, noise) => kept.fit(points, values, { variables, variances: noise }),
  });
}

/** Above this number of points the scale is chosen on that many of them. */
const SCALE_POINTS = 60;

function fitKrigingToScale(
  { space: variables, X, y, variances }: ModelData,
  kriging: ResolvedKrigingOptions,
  rescale: boolean,
): { fitted: FittedKriging; z: readonly number[] } {
  const fit = ({ z }: ScaledResponses, maxSurrogatePoints: number) =>
    new Kriging({ ...kriging, maxSurrogatePoints }).fit(X, z, { variables, variances });
  const scales = rescale ? candidateScales(y) : [naturalScale(y)];
  if (scales.length === 1) return { fitted: fit(scales[0], kriging.maxSurrogatePoints), z: y };
  const most = Math.min(kriging.maxSurrogatePoints, SCALE_POINTS);
  const fits = scales.map((scale) => {
    const fitted = fit(scale, most);
    return { scale, fitted, value: likelihoodOfResponses(fitted, scale, kriging.scale) };
  });
  const best = fits.reduce((best, fit) => fit.value < best.value ? fit : best);
  const isWhole = best.fitted.points.length === Math.min(X.length, kriging.maxSurrogatePoints);
  const fitted = isWhole ? best.fitted : fit(best.scale, kriging.maxSurrogatePoints);
  return { fitted, z: best.scale.z };
}

/** -ln p(y), up to a constant: the model's likelihood is that of z, standardised if it is scaled. */
function likelihoodOfResponses(
  { negativeLogLikelihood, points }: FittedKriging,
  { z, logSlopes }: ScaledResponses,
  isStandardised: boolean,
): number {
  let value = negativeLogLikelihood;
  for (const i of points) value -= logSlopes[i];
  return isStandardised
    ? value + points.length * log(scaleResponses(points.map((i) => z[i])).spread)
    : value;
}

interface ModelParts {
  readonly data: ModelData;
  readonly z: readonly number[];
  readonly fitted: FittedSurrogate;
  readonly refit: (
    X: ModelData["X"],
    z: readonly number[],
    variances?: readonly number[],
  ) => FittedSurrogate;
}

function modelOf({ data, z, fitted, refit }: ModelParts): InfillModel {
  const predictor = predictorOf(fitted, data.space);
  const predict = (x: readonly number[]) => {
    predictor.evaluate(x);
    return predictor.mean;
  };
  return {
    predictor,
    incumbent: smallest(data.variances ? data.X.map(predict) : z),
    believe(points) {
      if (points.length === 0) return this;
      const { X, variances } = data;
      const extended = {
        ...data,
        X: [...X, ...points],
        variances: variances && [...variances, ...points.map(() => smallest(variances))],
      };
      const believed = [...z, ...points.map(predict)];
      const fittedAgain = refit(extended.X, believed, extended.variances);
      return modelOf({ data: extended, z: believed, fitted: fittedAgain, refit });
    },
  };
}

/** Kriging's regression predicts another noisy value; what is searched for is the function itself. */
function predictorOf(fitted: FittedSurrogate, space: SearchSpace): PointPredictor {
  const predictor = fitted.predictor?.() ?? differencePredictor(fitted, space);
  return fitted instanceof FittedKriging
    ? latentPredictor(predictor, fitted.noiseVariance)
    : predictor;
}

const smallest = (values: readonly number[]) =>
  values.reduce((least, value) => Math.min(least, value), Infinity);
