import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { compositeKernel } from "../../spot/surrogate/_composite_kernel.ts";
import { type KernelName, kernels } from "../../spot/surrogate/kernels.ts";
import type { Prediction } from "../../spot/surrogate/surrogate.ts";
import { Kriging } from "../../spot/surrogate/kriging.ts";
import { bumpy } from "./_bumpy.ts";

const FINE = { share: 0.4, factor: 30 };

function pairsAt(differences: readonly number[], theta: readonly number[]) {
  const [k, count] = [theta.length, differences.length / theta.length];
  return {
    ...{ k, count, scratch: new Float64Array(4 * k + 2 * count) },
    differences: Float64Array.from(differences),
    theta: Float64Array.from(theta),
    rootTheta: Float64Array.from(theta, Math.sqrt),
  };
}

function correlations(kernel: typeof kernels.gauss, pairs: ReturnType<typeof pairsAt>) {
  const psi = new Float64Array(pairs.count);
  kernel.correlate(pairs, psi, new Float64Array(pairs.count));
  return psi;
}

Deno.test("compositeKernel() is the weighted mean of a kernel at two lengths", () => {
  const differences = [0.3, -0.2, 0.01, 0.02];
  const psi = correlations(compositeKernel(kernels.gauss, FINE), pairsAt(differences, [2, 5]));
  [[0.3, -0.2], [0.01, 0.02]].forEach(([a, b], p) => {
    const s = 2 * a * a + 5 * b * b;
    assertAlmostEquals(psi[p], (Math.exp(-s) + 0.4 * Math.exp(-30 * s)) / 1.4, 1e-15);
  });
});

for (const name of Object.keys(kernels) as KernelName[]) {
  Deno.test(`compositeKernel() has the derivatives of its correlations with ${name}`, () => {
    const [differences, theta, step] = [[0.3, -0.2, 0.04, 0.02], [2, 5], 1e-6];
    const kernel = compositeKernel(kernels[name], FINE);
    const weight = Float64Array.of(1.5, -0.5);
    const sum = (weights: readonly number[]) =>
      correlations(compositeKernel(kernels[name], FINE), pairsAt(differences, weights))
        .reduce((total, psi, p) => total + weight[p] * psi, 0);
    const pairs = pairsAt(differences, theta);
    const [psi, slope, out] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
    kernel.correlate(pairs, psi, slope);
    kernel.accumulate(pairs, slope, weight, 2, out);
    theta.forEach((value, j) => {
      const numeric = (sum(theta.with(j, value + step)) - sum(theta.with(j, value - step))) /
        (2 * step);
      assertAlmostEquals(out[j], numeric, 1e-8);
    });
  });
}

const options = { method: "composite", kernel: "matern52Product" } as const;

Deno.test("fit() with a composite interpolates what regression takes for noise", () => {
  const { X, y } = bumpy(36);
  const regression = new Kriging({ ...options, method: "regression" }).fit(X, y);
  const composite = new Kriging(options).fit(X, y);
  assert(regression.lambdaLog10 > -1, `nugget ${regression.lambdaLog10}`);
  assert(regression.predict(X).mean.some((value, i) => Math.abs(value - y[i]) > 0.01));
  composite.predict(X).mean.forEach((value, i) => assertAlmostEquals(value, y[i], 1e-5));
  assert(composite.fineStructure!.factor > 3);
  assert(composite.negativeLogLikelihood < regression.negativeLogLikelihood - 3);
});

Deno.test("fit() with a composite knows a point's neighbourhood better than what lies beyond the bumps", () => {
  const { X, y } = bumpy(36);
  const model = new Kriging(options).fit(X, y);
  const [x] = X;
  const { sd } = model.predict([x, [x[0] + 1e-4, x[1]], [x[0] + 0.03, x[1]]]);
  assert(sd[0] < sd[1] && sd[1] < sd[2] / 10, String(sd));
});

Deno.test("fit() with a composite finds nothing finer where a function is smooth", () => {
  const { X } = bumpy(30);
  const y = X.map(([a, b]) => (a - 0.3) ** 2 + 2 * (b - 0.6) ** 2);
  const model = new Kriging(options).fit(X, y);
  const regression = new Kriging({ ...options, method: "regression" }).fit(X, y);
  assertEquals(model.fineStructure, undefined);
  assertEquals(model.predict([[0.2, 0.2]]), regression.predict([[0.2, 0.2]]));
});

Deno.test("fit() with a composite parts bumps from noise if variances are given", () => {
  const { X, y } = bumpy(70);
  const random = createStream("noise");
  // Uniform of standard deviation 0.02; that of the bumps is 0.1.
  const noisy = y.map((value) => value + 0.02 * Math.sqrt(12) * (random() - 0.5));
  const variances = y.map(() => 1);
  const model = new Kriging(options).fit(X, noisy, { variances });
  const regression = new Kriging({ ...options, method: "regression" }).fit(X, noisy, { variances });
  assert(model.fineStructure!.factor > 3);
  assert(regression.noiseSd > 0.07 && model.noiseSd < 0.04, `noise ${model.noiseSd}`);
  assert(model.noiseSd > 0.002, "interpolates");
  const error = ({ mean }: Prediction) =>
    Math.sqrt(y.reduce((sum, value, i) => sum + (value - mean[i]) ** 2, 0) / y.length);
  assert(error(model.predict(X)) < error(regression.predict(X)) / 2);
});

Deno.test("fit() with a composite interpolates responses of variance 0", () => {
  const { X, y } = bumpy(36);
  const model = new Kriging(options).fit(X, y, { variances: y.map(() => 0) });
  assert(model.fineStructure!.factor > 3);
  model.predict(X).mean.forEach((value, i) => assertAlmostEquals(value, y[i], 1e-5));
});

Deno.test("fit() with a composite takes the nugget for noise if that is all it is", () => {
  const { X } = bumpy(36);
  const random = createStream("noise");
  const y = X.map(([a, b]) => (a - 0.3) ** 2 + 2 * (b - 0.6) ** 2 + 0.1 * random());
  const variances = y.map((_, i) => 1 + i % 2);
  const model = new Kriging(options).fit(X, y, { variances });
  const regression = new Kriging({ ...options, method: "regression" }).fit(X, y, { variances });
  assertEquals(model.fineStructure, undefined);
  assertEquals(model.lambdaLog10, regression.lambdaLog10);
});

Deno.test("predictor()s of a composite may be used in turns", () => {
  const { X, y } = bumpy(36);
  const model = new Kriging(options).fit(X, y);
  const [first, second, alone] = [model.predictor(), model.predictor(), model.predictor()];
  first.evaluate([0.44, 0.63]);
  second.evaluateWithGradient([0.1, 0.9]);
  first.evaluateWithGradient([0.44, 0.63]);
  alone.evaluateWithGradient([0.44, 0.63]);
  assertEquals([first.mean, first.sd], [alone.mean, alone.sd]);
  assertEquals(first.meanGradient, alone.meanGradient);
  assertEquals(first.sdGradient, alone.sdGradient);
});

Deno.test("refit() keeps the hyperparameters, the fine structure too", () => {
  const { X, y } = bumpy(36);
  const model = new Kriging(options).fit(X, y);
  const same = model.refit(X, y);
  assertEquals(same.predict([[0.1, 0.7]]), model.predict([[0.1, 0.7]]));
  const more = model.refit([...X, [0.1, 0.7]], [...y, 0.3]);
  assertEquals(more.fineStructure, model.fineStructure);
  assertEquals(more.thetaLog10, model.thetaLog10);
  assertAlmostEquals(more.predict([[0.1, 0.7]]).mean[0], 0.3, 1e-5);
});

Deno.test("refit() searches no fine structure where the fit found none", () => {
  const { X, y } = bumpy(36);
  const random = createStream("noise");
  const model = new Kriging(options).fit(X, y.map(random));
  assertEquals(model.fineStructure, undefined);
  assert(model.lambdaLog10 > -1, `nugget ${model.lambdaLog10}`);
  assert(new Kriging({ ...options, thetaLog10: [...model.thetaLog10] }).fit(X, y).fineStructure);
  const other = model.refit(X, y);
  assertEquals(other.fineStructure, undefined);
  assertEquals(other.lambdaLog10, model.lambdaLog10);
});

Deno.test("fit() with a composite keeps a nugget that is given, and the least that is allowed", () => {
  const { X, y } = bumpy(36);
  const given = new Kriging({ ...options, lambdaLog10: -1 }).fit(X, y);
  assertEquals([given.lambdaLog10, given.fineStructure], [-1, undefined]);
  const bounded = new Kriging({ ...options, lambdaBounds: [-5, 0] }).fit(X, y);
  assertEquals(bounded.lambdaLog10, -5);
  assert(bounded.fineStructure);
});

Deno.test("refit() of an interpolation takes no notice of variances, as its fit", () => {
  const { X, y } = bumpy(10);
  const variances = y.map((_, i) => 1 + i);
  const model = new Kriging({ kernel: "matern52" }).fit(X, y, { variances });
  const at = [[0.3, 0.4]];
  assertEquals(model.refit(X, y, variances).predict(at), model.predict(at));
});
