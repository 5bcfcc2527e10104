/** The uncertainty of the function itself, without that of another noisy value of it. @module */
import type { PointPredictor } from "../surrogate/surrogate.ts";

/** The variance never falls below this share of the noise: differences of rounding are no knowledge. */
const LEAST_SHARE = 1e-6;

/**
 * Takes a noise variance out of the predicted variance, s^2 - noise, so that the criterion is drawn to
 * where the function is unknown and not to noise, which is everywhere the same.
 *
 * @param noise The variance that the predictor adds everywhere, in y's units squared.
 */
export function latentPredictor(predictor: PointPredictor, noise: number): PointPredictor {
  if (!(noise > 0)) return predictor;
  const { meanGradient } = predictor;
  const sdGradient = new Float64Array(meanGradient.length);
  let sd = 0;
  const subtract = () => {
    const variance = predictor.sd * predictor.sd - noise;
    sd = Math.sqrt(Math.max(variance, LEAST_SHARE * noise));
    return variance > LEAST_SHARE * noise;
  };
  return {
    get mean() {
      return predictor.mean;
    },
    get sd() {
      return sd;
    },
    meanGradient,
    sdGradient,
    evaluate(x) {
      predictor.evaluate(x);
      subtract();
    },
    evaluateWithGradient(x) {
      predictor.evaluateWithGradient(x);
      const factor = subtract() ? predictor.sd / sd : 0;
      for (let j = 0; j < sdGradient.length; j++) sdGradient[j] = factor * predictor.sdGradient[j];
    },
  };
}
