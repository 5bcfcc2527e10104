/**
 * The surrogate as the search for new points sees it.
 *
 * Notation: n points X with responses y; u the responses in their own unit; z = T(u) on the scale of the
 * model.
 *
 * @module
 */
import { log } from "../core/exact/log.ts";
import type { Random } from "../core/random/stream.ts";
import type { SearchSpace } from "../core/space/search_space.ts";
import { FittedKriging } from "../surrogate/fitted_kriging.ts";
import { standardizeResponses } from "../surrogate/_scaling.ts";
import { Kriging } from "../surrogate/kriging.ts";
import type { ResolvedKrigingOptions } from "../surrogate/kriging_options.ts";
import type { FittedSurrogate, PointPredictor } from "../surrogate/surrogate.ts";
import type { Surrogate } from "../surrogate/surrogate.ts";
import type { SurrogateControl } from "../surrogate/surrogate_control.ts";
import { differencePredictor } from "./difference_predictor.ts";
import { latentPredictor } from "./latent_predictor.ts";
import {
  candidateScales,
  naturalScale,
  type ScaledResponses,
  signedScales,
  withoutOutliers,
} from "./response_scale.ts";
import {
  responseFromUnits,
  responseInUnits,
  type ResponseUnit,
  responseUnitOf,
  surrogateInUnits,
} from "./response_unit.ts";

/** What a model is fitted to. */
export interface ModelData {
  readonly space: SearchSpace;
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
  /** Whether the responses are noisy: else they are the function itself. */
  readonly noise: boolean;
  /** Standard deviations of the responses as means, under noise, if they are known. */
  readonly deviations?: readonly number[];
  readonly random: Random;
  /** Told of the surrogate that was fitted, if it is Kriging. */
  readonly onFitted?: (fitted: FittedKriging) => void;
}

/** A fitted model. */
export interface InfillModel {
  readonly predictor: PointPredictor;
  /** The unit of the model's natural scale. */
  readonly units: ResponseUnit;
  /** The responses on the model's scale, believed ones last; under noise, the predictions. */
  readonly values: readonly number[];
  /** The smallest of them. */
  readonly incumbent: number;
  /** The model after more points, each taken to respond as predicted, hyperparameters kept. */
  believe(points: readonly (readonly number[])[]): InfillModel;
}

/** Options of {@linkcode fitModel}. */
export interface FitModelOptions {
  /** Whether the responses may be modelled on another scale than their own. */
  readonly rescale: boolean;
  /** Whether 0 is to stay 0 on every scale: it is what a constraint is compared with. @default {false} */
  readonly keepsZero?: boolean;
  /** Whether bumps are told from noise; else a nugget is noise alone. @default {false} */
  readonly tellsBumps?: boolean;
}

/** Fits the surrogate; Kriging on the scale of the largest likelihood. */
export function fitModel(
  data: ModelData,
  { surrogate, kriging }: SurrogateControl,
  options: FitModelOptions,
): InfillModel {
  return kriging ? krigingModel(data, kriging, options) : ownModel(data, surrogate, options);
}

function krigingModel(
  data: ModelData,
  kriging: ResolvedKrigingOptions,
  { rescale, keepsZero = false, tellsBumps = false }: FitModelOptions,
): InfillModel {
  const { space: variables, X } = data;
  const y = rescale && !keepsZero ? withoutOutliers(data.y) : data.y;
  const units = unitsOf(y, keepsZero);
  const known = squares(data.deviations?.map((deviation) => deviation / units.unit));
  // Unknown ones are all the same, which only the parting of bumps from noise has to be told.
  const variances = known ?? (data.noise && tellsBumps ? y.map(() => 1) : undefined);
  const points = { X, u: y.map((value) => responseInUnits(value, units)), variances, variables };
  const scales = !rescale || known
    ? [naturalScale(points.u)]
    : keepsZero
    ? signedScales(points.u)
    : candidateScales(points.u);
  const isSmoothed = data.noise && !tellsBumps && kriging.method === "composite";
  const options = isSmoothed ? { ...kriging, method: "regression" as const } : kriging;
  const { fitted, z } = fitKrigingToScale(points, options, scales);
  data.onFitted?.(fitted);
  return modelOf({
    ...{ variables, units, X, z, noise: data.noise, variances, fitted },
    refit: (points, values, noise) => fitted.refit(points, values, noise),
  });
}

/** A surrogate of the user's own gets the responses as they are. */
function ownModel(
  { space: variables, X, y, noise, deviations, random }: ModelData,
  surrogate: Surrogate,
  { keepsZero = false }: FitModelOptions,
) {
  const units = keepsZero ? unitsOf(y, true) : responseUnitOf(withoutOutliers(y));
  const refit = (points: ModelData["X"], z: readonly number[], variances?: readonly number[]) => {
    const believed = z.slice(y.length).map((value) => responseFromUnits(value, units));
    return surrogate.fit(points, [...y, ...believed], { variables, variances, random });
  };
  const z = y.map((value) => responseInUnits(value, units));
  const variances = squares(deviations);
  return modelOf({
    ...{ variables, units, X, z, noise, variances, refit },
    fitted: refit(X, z, variances),
    isInUnits: false,
  });
}

function unitsOf(y: readonly number[], keepsZero: boolean): ResponseUnit {
  const units = responseUnitOf(y);
  return keepsZero ? { ...units, origin: 0 } : units;
}

/** Undefined if one overflows. */
function squares(values: readonly number[] | undefined): number[] | undefined {
  const products = values?.map((value) => value * value);
  return products?.every(Number.isFinite) ? products : undefined;
}

/** Above this number of points the scale is chosen on that many of them. */
const SCALE_POINTS = 60;

interface KrigingData {
  readonly X: ModelData["X"];
  readonly u: readonly number[];
  readonly variances?: readonly number[];
  readonly variables: SearchSpace;
}

function fitKrigingToScale(
  { X, u, variances, variables }: KrigingData,
  kriging: ResolvedKrigingOptions,
  scales: readonly ScaledResponses[],
): { fitted: FittedKriging; z: readonly number[] } {
  const fit = ({ z }: ScaledResponses, maxSurrogatePoints: number) =>
    new Kriging({ ...kriging, maxSurrogatePoints }).fit(X, z, { variables, variances });
  if (scales.length === 1) return { fitted: fit(scales[0], kriging.maxSurrogatePoints), z: u };
  const most = X.length > SCALE_POINTS
    ? Math.min(kriging.maxSurrogatePoints, SCALE_POINTS)
    : kriging.maxSurrogatePoints;
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
    ? value + points.length * log(standardizeResponses(points.map((i) => z[i])).spread)
    : value;
}

interface ModelParts {
  readonly variables: SearchSpace;
  readonly units: ResponseUnit;
  readonly X: ModelData["X"];
  readonly z: readonly number[];
  readonly noise: boolean;
  /** Variances of the responses, as the surrogate takes them. */
  readonly variances?: readonly number[];
  readonly fitted: FittedSurrogate;
  /** Whether the surrogate predicts on the model's scale, not in y's units. @default {true} */
  readonly isInUnits?: boolean;
  readonly refit: (
    X: ModelData["X"],
    z: readonly number[],
    variances?: readonly number[],
  ) => FittedSurrogate;
}

function modelOf(parts: ModelParts): InfillModel {
  const { units, X, z, noise, variances, refit } = parts;
  const predictor = predictorOf(parts);
  const predict = (x: readonly number[]) => {
    predictor.evaluate(x);
    return predictor.mean;
  };
  const values = noise ? X.map(predict) : z;
  return {
    predictor,
    units,
    values,
    incumbent: smallest(values),
    believe(points) {
      if (points.length === 0) return this;
      const extended = {
        X: [...X, ...points],
        z: [...z, ...points.map(predict)],
        variances: variances && [...variances, ...points.map(() => smallest(variances))],
      };
      const fitted = refit(extended.X, extended.z, extended.variances);
      return modelOf({ ...parts, ...extended, fitted });
    },
  };
}

/** Kriging's regression predicts another noisy value; what is searched for is the function itself. */
function predictorOf({ fitted, variables, units, isInUnits = true }: ModelParts): PointPredictor {
  const own = latentSurrogate(fitted);
  const surrogate = isInUnits ? own : surrogateInUnits(own, units);
  return surrogate.predictor?.() ?? differencePredictor(surrogate, variables);
}

function latentSurrogate(fitted: FittedSurrogate): FittedSurrogate {
  if (!(fitted instanceof FittedKriging)) return fitted;
  return {
    predict: (X) => fitted.predict(X),
    predictor: () => latentPredictor(fitted.predictor(), fitted.noiseSd),
  };
}

const smallest = (values: readonly number[]) =>
  values.reduce((least, value) => Math.min(least, value), Infinity);
