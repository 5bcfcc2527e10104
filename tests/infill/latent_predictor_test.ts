import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { latentPredictor } from "../../spot/infill/latent_predictor.ts";
import { Kriging } from "../../spot/surrogate/kriging.ts";

const X = [[0], [0.2], [0.5], [0.7], [1]];
const y = [1, 0.3, 0.8, 0.1, 0.5];
const fit = (method: "regression" | "reinterpolation") =>
  new Kriging({ method, kernel: "matern52", thetaLog10: 1, lambdaLog10: -1 }).fit(X, y);

Deno.test("latentPredictor() takes the nugget out of the variance, not out of the mean", () => {
  const model = fit("regression");
  const [plain, latent] = [
    model.predictor(),
    latentPredictor(model.predictor(), model.noiseSd),
  ];
  for (const x of [0.1, 0.33, 0.9]) {
    plain.evaluate([x]);
    latent.evaluate([x]);
    assertEquals(latent.mean, plain.mean);
    assertAlmostEquals(latent.sd * latent.sd, plain.sd * plain.sd - 0.1 * model.sigma2, 1e-12);
  }
});

Deno.test("latentPredictor() has the gradients of its predictions", () => {
  const model = fit("regression");
  const latent = latentPredictor(model.predictor(), model.noiseSd);
  const h = 1e-6;
  for (const x of [0.1, 0.33, 0.9]) {
    const sdAt = (at: number) => {
      latent.evaluate([at]);
      return latent.sd;
    };
    const expected = (sdAt(x + h) - sdAt(x - h)) / (2 * h);
    latent.evaluateWithGradient([x]);
    assertAlmostEquals(latent.sdGradient[0], expected, 1e-6);
  }
});

Deno.test("latentPredictor() is the predictor itself if there is no noise", () => {
  const model = fit("reinterpolation");
  assertEquals(model.noiseSd, 0);
  const predictor = model.predictor();
  assert(latentPredictor(predictor, model.noiseSd) === predictor);
});

Deno.test("latentPredictor() keeps the deviation positive where rounding leaves none", () => {
  const exact = {
    ...{ mean: 1, sd: 0.5, meanGradient: new Float64Array(1) },
    sdGradient: new Float64Array([2]),
    evaluate: () => {},
    evaluateWithGradient: () => {},
  };
  const latent = latentPredictor(exact, 0.5);
  latent.evaluateWithGradient([0]);
  assert(latent.sd > 0);
  assertEquals(latent.sdGradient[0], 0);
});
