/**
 * The unit in which responses are modelled, so that no proposal depends on the unit of y.
 *
 * Notation: u = (y - origin) / unit: from 0 for the smallest response to 1 for the largest.
 *
 * @module
 */
import type { FittedSurrogate, PointPredictor } from "../surrogate/surrogate.ts";
import type { InfillCriterion } from "./criteria.ts";

/** Where u is 0, and the length of its unit, in y's units. */
export interface ResponseUnit {
  readonly origin: number;
  readonly unit: number;
}

/** The unit of responses; 1 if all are the same. */
export function responseUnitOf(y: readonly number[]): ResponseUnit {
  let [smallest, largest] = [Infinity, -Infinity];
  for (const value of y) {
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  }
  return { origin: smallest, unit: Math.min(largest - smallest, Number.MAX_VALUE) || 1 };
}

/** From y to u; halves keep differences of huge numbers finite. */
export function responseInUnits(y: number, { origin, unit }: ResponseUnit): number {
  return 2 * ((y / 2 - origin / 2) / unit);
}

/** From u to y. */
export function responseFromUnits(u: number, { origin, unit }: ResponseUnit): number {
  return origin + unit * u;
}

/** A criterion of predictions in y's units, as one of predictions in units. */
export function criterionInUnits(
  criterion: InfillCriterion,
  units: ResponseUnit,
): InfillCriterion {
  return ({ mean, sd }, { incumbent }) =>
    criterion(
      { mean: responseFromUnits(mean, units), sd: units.unit * sd },
      { incumbent: responseFromUnits(incumbent, units) },
    );
}

/** A surrogate that predicts in y's units, as one that predicts in units. */
export function surrogateInUnits(fitted: FittedSurrogate, units: ResponseUnit): FittedSurrogate {
  return {
    predict(X) {
      const { mean, sd } = fitted.predict(X);
      return {
        mean: mean.map((value) => responseInUnits(value, units)),
        sd: sd.map((value) => value / units.unit),
      };
    },
    predictor: fitted.predictor && (() => predictorInUnits(fitted.predictor!(), units)),
  };
}

function predictorInUnits(predictor: PointPredictor, units: ResponseUnit): PointPredictor {
  const k = predictor.meanGradient.length;
  const meanGradient = new Float64Array(k);
  const sdGradient = new Float64Array(k);
  return {
    get mean() {
      return responseInUnits(predictor.mean, units);
    },
    get sd() {
      return predictor.sd / units.unit;
    },
    meanGradient,
    sdGradient,
    evaluate: (x) => predictor.evaluate(x),
    evaluateWithGradient(x) {
      predictor.evaluateWithGradient(x);
      for (let j = 0; j < k; j++) {
        meanGradient[j] = predictor.meanGradient[j] / units.unit;
        sdGradient[j] = predictor.sdGradient[j] / units.unit;
      }
    },
  };
}
