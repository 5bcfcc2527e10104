/** The uncertainty of the function itself, without that of another noisy value of it. @module */
import type { PointPredictor } from "../surrogate/surrogate.ts";

/** The deviation never falls below this share of the noise: less would be rounding error. */
const LEAST_SHARE = 1e-3;

/**
 * Takes the noise out of the predicted variance, s^2 - noise^2, so that the criterion is drawn to
 * where the function is unknown and not to noise, which is everywhere the same.
 *
 * @param noise The standard deviation of the noise that the predictor adds everywhere, in y's units.
 */
export function latentPredictor(predictor: PointPredictor, noise: number): PointPredictor {
  if (!(noise > 0)) return predictor;
  const { meanGradient } = predictor;
  const sdGradient = new Float64Array(meanGradient.length);
  let sd = 0;
  const subtract = () => {
    // Relative to the noise, as squares could overflow.
    const ratio = predictor.sd / noise;
    const variance = ratio * ratio - 1;
    const isKnown = variance > LEAST_SHARE * LEAST_SHARE;
    sd = noise * (isKnown ? Math.sqrt(variance) : LEAST_SHARE);
    return isKnown;
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
