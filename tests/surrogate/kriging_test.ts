import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { type KernelName, kernels } from "../../spot/surrogate/kernels.ts";
import { Kriging } from "../../spot/surrogate/kriging.ts";
import type { KrigingMethod, KrigingOptions } from "../../spot/surrogate/kriging_options.ts";
import { factor, float, int } from "../_variables.ts";

const kernelNames = Object.keys(kernels) as KernelName[];
const methods: KrigingMethod[] = ["interpolation", "regression", "reinterpolation"];

function sample(n: number, k: number, key = "kriging") {
  const random = createStream(key, n, k);
  const X = Array.from({ length: n }, () => Array.from({ length: k }, () => random()));
  const y = X.map((x) => x.reduce((sum, v, i) => sum + Math.sin((i + 2) * v) + v * x[0], 0));
  return { X, y };
}

const mixed = [float("a", -2, 2), int("b", 1, 9), factor("c", ["u", "v", "w"])];

function mixedSample(n: number) {
  const random = createStream("mixed", n);
  const X = Array.from({ length: n }, () => [
    4 * random() - 2,
    1 + Math.floor(9 * random()),
    Math.floor(3 * random()),
  ]);
  return { X, y: X.map(([a, b, c]) => a * a + 0.3 * b + [0, 4, -1][c]) };
}

function assertFinite(values: Float64Array, what: string): void {
  assert(values.every(Number.isFinite), `${what}: ${values}`);
}

for (const kernel of kernelNames) {
  Deno.test(`predictor() has the gradients of central differences with kernel ${kernel}`, () => {
    const { X, y } = mixedSample(25);
    for (const method of methods) {
      const model = new Kriging({ kernel, method }).fit(X, y, { variables: mixed });
      const predictor = model.predictor();
      const x = [0.37, 4.4, 1];
      predictor.evaluateWithGradient(x);
      const meanGradient = predictor.meanGradient.slice();
      const sdGradient = predictor.sdGradient.slice();
      for (const column of [0, 1]) {
        const [low, high] = [-1e-4, 1e-4].map((step) => {
          predictor.evaluate(x.map((value, j) => j === column ? value + step : value));
          return { mean: predictor.mean, sd: predictor.sd };
        });
        assertAlmostEquals(meanGradient[column], (high.mean - low.mean) / 2e-4, 1e-4);
        assertAlmostEquals(sdGradient[column], (high.sd - low.sd) / 2e-4, 1e-4);
      }
      assertEquals([meanGradient[2], sdGradient[2]], [0, 0]);
    }
  });

  Deno.test(`fit() interpolates with kernel ${kernel} if the method is interpolation`, () => {
    const { X, y } = sample(20, 3);
    const { mean, sd } = new Kriging({ kernel, method: "interpolation" }).fit(X, y).predict(X);
    y.forEach((value, i) => assertAlmostEquals(mean[i], value, 1e-3));
    assert(sd.every((value) => value < 1e-2));
  });
}

Deno.test("fit() does not depend on units if scale is true", () => {
  const { X, y } = sample(20, 2);
  const inMillimetres = X.map(([a, b]) => [1024 * a, b - 8]);
  const model = new Kriging().fit(X, y);
  const other = new Kriging().fit(inMillimetres, y.map((value) => 4 * value));
  const { mean } = model.predict([[0.4, 0.6]]);
  assertAlmostEquals(other.predict([[1024 * 0.4, 0.6 - 8]]).mean[0], 4 * mean[0], 1e-7);
});

Deno.test("fit() keeps hyperparameters that are given and searches the others", () => {
  const { X, y } = sample(15, 2);
  const options = { method: "regression", prior: false } as const;
  const byTheta = new Kriging({ ...options, thetaLog10: [0.5, -0.5] }).fit(X, y);
  assertEquals([...byTheta.thetaLog10], [0.5, -0.5]);
  const lower = byTheta.negativeLogLikelihoodAt({
    thetaLog10: [0.5, -0.5],
    lambdaLog10: byTheta.lambdaLog10 - 0.3,
  });
  assert(byTheta.negativeLogLikelihood <= lower);
  const byLambda = new Kriging({ ...options, lambdaLog10: -2 }).fit(X, y);
  assertEquals(byLambda.lambdaLog10, -2);
  assert(byLambda.thetaLog10.some((value) => value !== 0.5 && value !== -0.5));
  const both = new Kriging({ ...options, thetaLog10: 0.25, lambdaLog10: -3 }).fit(X, y);
  assertEquals([...both.thetaLog10, both.lambdaLog10], [0.25, 0.25, -3]);
});

Deno.test("fit() stays inside the bounds of theta and lambda", () => {
  const { X, y } = sample(12, 2);
  const bounds = { thetaBounds: [-0.5, 0.5], lambdaBounds: [-4, -3] } as const;
  const model = new Kriging({ method: "regression", prior: false, ...bounds }).fit(X, y);
  assert(model.thetaLog10.every((value) => value >= -0.5 && value <= 0.5));
  assert(model.lambdaLog10 >= -4 && model.lambdaLog10 <= -3);
});

Deno.test("fit() treats levels of a factor as equal or different, whatever their numbers", () => {
  const { X, y } = mixedSample(30);
  const swap = [2, 0, 1];
  const swapped = X.map(([a, b, c]) => [a, b, swap[c]]);
  const model = new Kriging().fit(X, y, { variables: mixed });
  const other = new Kriging({ variables: mixed }).fit(swapped, y);
  for (const c of [0, 1, 2]) {
    const expected = model.predict([[0.5, 3, c]]);
    assertEquals(other.predict([[0.5, 3, swap[c]]]), expected);
  }
});

Deno.test("fit() follows precise responses more than noisy ones if variances are given", () => {
  const X = [[0], [0.25], [0.5], [0.75], [1]];
  const y = [0, 1, 0, 1, 0];
  const options = { method: "regression", thetaLog10: 0, lambdaLog10: 0 } as const;
  const variances = [1, 0, 1, 1, 1];
  const { mean } = new Kriging(options).fit(X, y, { variances }).predict(X);
  assertAlmostEquals(mean[1], 1, 1e-4);
  assert(Math.abs(mean[3] - 1) > 0.1);
});

Deno.test("fit() takes near points of variance 0 without more on the diagonal", () => {
  const X = Array.from({ length: 40 }, (_, i) => [i / 39]);
  const y = X.map(([x]) => x * x);
  const variances = y.map((_, i) => i === 20 ? 1 : 0);
  const model = new Kriging({ method: "regression" }).fit(X, y, { variances });
  assertEquals(model.jitter, 0);
});

Deno.test("fit() with regression smooths noise that interpolation follows", () => {
  const random = createStream("noise");
  const X = Array.from({ length: 40 }, (_, i) => [i / 39]);
  const y = X.map(([x]) => Math.sin(4 * x) + 0.3 * (random() - 0.5));
  const model = new Kriging({ method: "regression" }).fit(X, y);
  assert(model.lambdaLog10 > -4);
  const { mean } = model.predict(X);
  const error = X.reduce((sum, [x], i) => sum + (mean[i] - Math.sin(4 * x)) ** 2, 0) / 40;
  assert(error < 0.004, `mean squared error ${error}`); // the noise's variance is 0.0075
  assertNotEquals(mean[3], y[3]);
});

Deno.test("fit() starts on a subset and ends on all points if there are many", () => {
  const { X, y } = sample(140, 2);
  const model = new Kriging({ method: "regression", kernel: "matern52" }).fit(X, y);
  assertEquals(model.points.length, 140);
  const nearby = [0.02, -0.02].map((step) =>
    model.negativeLogLikelihoodAt({ thetaLog10: model.thetaLog10.map((value) => value + step) })
  );
  assert(nearby.every((value) => value > model.negativeLogLikelihood - 0.05));
  const others = sample(20, 2, "others");
  const { mean } = model.predict(others.X);
  others.y.forEach((value, i) => assertAlmostEquals(mean[i], value, 0.02));
});

Deno.test("fit() models at most maxSurrogatePoints, the best among them", () => {
  const { X, y } = sample(60, 2);
  const model = new Kriging({ maxSurrogatePoints: 20 }).fit(X, y);
  assertEquals(model.points.length, 20);
  const order = y.map((_, i) => i).sort((a, b) => y[a] - y[b]);
  assert(order.slice(0, 10).every((i) => model.points.includes(i)));
  assertAlmostEquals(model.predict([X[order[0]]]).mean[0], y[order[0]], 1e-3);
});

const degenerate: Record<string, { X: number[][]; y: number[] }> = {
  "one point": { X: [[0.5, 2]], y: [3] },
  "two points": { X: [[0.5], [1]], y: [3, 4] },
  "duplicates": { X: [[1, 2], [1, 2], [1, 2], [3, 4], [3, 4]], y: [1, 1, 1, 2, 2] },
  "duplicates with other responses": { X: [[1, 2], [1, 2], [3, 4], [3, 4]], y: [1, 5, 2, 9] },
  "nearly equal points": { X: [[0], [1e-13], [2e-13], [1]], y: [0, 1, 2, 3] },
  "constant responses": { X: [[0], [0.3], [1]], y: [7, 7, 7] },
  "constant responses of 0": { X: [[0], [0.3], [1]], y: [0, 0, 0] },
  "nearly constant responses": { X: [[0], [0.3], [1]], y: [1e16, 1e16 + 2, 1e16] },
  "a constant column": { X: [[1, 0], [1, 0.5], [1, 1]], y: [1, 2, 0] },
  "all columns constant": { X: [[1, 2], [1, 2], [1, 2]], y: [1, 2, 3] },
  "huge inputs": { X: [[-1e308], [0], [1e308]], y: [1, 2, 0] },
  "tiny inputs": { X: [[-1e-290], [0], [1e-290]], y: [1, 2, 0] },
  "huge responses": { X: [[0], [0.5], [1]], y: [1e300, -1e300, 5e299] },
  "tiny responses": { X: [[0], [0.5], [1]], y: [1e-300, -1e-300, 5e-301] },
  "one outlier": { X: [[0], [0.2], [0.5], [1]], y: [1, 1.1, 1e200, 1.2] },
  "a straight line": {
    X: Array.from({ length: 30 }, (_, i) => [i]),
    y: Array.from(Array(30).keys()),
  },
};

for (const [name, { X, y }] of Object.entries(degenerate)) {
  Deno.test(`fit() and predict() are finite if there is ${name}`, () => {
    for (const kernel of kernelNames) {
      for (const method of methods) {
        for (const scale of [true, false]) {
          const model = new Kriging({ kernel, method, scale }).fit(X, y);
          const points = [...X, X[0].map((value) => value + 0.1)];
          const { mean, sd } = model.predict(points);
          const what = `${kernel}, ${method}, scale ${scale}`;
          assertFinite(mean, `mean of ${what}`);
          assertFinite(sd, `sd of ${what}`);
          assert(Number.isFinite(model.negativeLogLikelihood), what);
          const predictor = model.predictor();
          predictor.evaluateWithGradient(points[points.length - 1]);
          assertFinite(predictor.meanGradient, `mean's gradient of ${what}`);
          assertFinite(predictor.sdGradient, `sd's gradient of ${what}`);
        }
      }
    }
  });
}

Deno.test("fit() lets the diagonal grow if the correlations are singular without a nugget", () => {
  const X = [[0, 0], [0, 0], [1, 1]];
  const model = new Kriging({ thetaLog10: 0, lambdaLog10: -20 }).fit(X, [1, 2, 3]);
  assert(model.jitter > 0 && model.jitter < 1e-6);
  assertFinite(model.predict(X).mean, "mean");
});

Deno.test("Kriging() and fit() refuse bad input and name it", () => {
  const refused = (options: unknown, message: string) =>
    assertThrows(() => new Kriging(options as KrigingOptions), Error, message);
  refused({ kernal: "gauss" }, "option 'kernal' is unknown: did you mean 'kernel'?");
  refused({ kernel: "gaus" }, "did you mean 'gauss'?");
  refused({ method: "kriging" }, "'method' must be one of interpolation");
  refused({ thetaLog10: [0, NaN] }, "'thetaLog10[1]'");
  refused({ lambdaLog10: "-3" }, "'lambdaLog10' must be a number");
  refused({ thetaBounds: [2, -3] }, "'thetaBounds[1]'");
  refused({ maxSurrogatePoints: 1 }, "'maxSurrogatePoints'");
  refused({ scale: 1 }, "'scale' must be true or false: current value is 1");
  const fit = (X: number[][], y: number[], options: KrigingOptions = {}) => () =>
    new Kriging(options).fit(X, y);
  assertThrows(fit([], []), RangeError, "'X' must have a row");
  assertThrows(
    fit([[1], [2, 3]], [1, 2]),
    RangeError,
    "every row of 'X' must have the same number of columns, at least one: row 1 has 2",
  );
  assertThrows(fit([[1], [NaN]], [1, 2]), RangeError, "'X[1][0]' must be a finite number");
  assertThrows(fit([[1], [2]], [1]), RangeError, "'y' must have one entry per row of X (2)");
  assertThrows(fit([[1], [2]], [1, Infinity]), RangeError, "'y[1]' must be a finite number");
  assertThrows(fit([[1], [2]], [1, 2], { thetaLog10: [0, 0] }), RangeError, "'thetaLog10'");
  assertThrows(fit([[1], [2]], [1, 2], { variables: mixed }), RangeError, "'variables'");
  const model = new Kriging().fit([[1], [2]], [1, 2]);
  assertThrows(() => model.predict([[1, 2]]), RangeError, "'X' must have 1 columns: it has 2");
  assertThrows(
    () => new Kriging().fit([[1], [2]], [1, 2], { variances: [1, -1] }),
    RangeError,
    "'variances[1]' must be a finite number of at least 0",
  );
});

Deno.test("FittedKriging.negativeLogLikelihoodAt() throws if parameters do not fit", () => {
  const model = new Kriging().fit([[0, 0], [1, 0.5], [0.3, 1]], [1, 2, 3]);
  const at = (parameters: unknown) => () =>
    model.negativeLogLikelihoodAt(
      parameters as Parameters<typeof model.negativeLogLikelihoodAt>[0],
    );
  assertThrows(at({}), TypeError, "'thetaLog10' must be a number");
  assertThrows(at({ thetaLog10: [0] }), RangeError, "one entry per variable (2)");
  assertThrows(at({ thetaLog10: [0, 0, 0] }), RangeError, "one entry per variable (2)");
  assertThrows(at({ thetaLog10: [0, NaN] }), Error, "thetaLog10[1]");
  assertThrows(at({ thetaLog10: 0, lambda: 3 }), TypeError, "lambdaLog10");
});

Deno.test("Kriging.fit() and predict() name what is not an array", () => {
  const kriging = new Kriging();
  const X = [[0], [1]];
  assertThrows(() => kriging.fit(X, null as never), TypeError, "'y' must be an array");
  assertThrows(() => kriging.fit(X, "12" as never), TypeError, "'y' must be an array");
  assertThrows(() => kriging.fit(null as never, [1]), TypeError, "'X' must be an array");
  assertThrows(
    () => kriging.fit([[0], , [1]] as never, [1, 2, 3]),
    TypeError,
    "'X[1]' must be an array",
  );
  assertThrows(
    () => kriging.fit(X, [1, 2]).predict(null as never),
    TypeError,
    "'X' must be an array",
  );
});

Deno.test("Kriging refuses numbers without a logarithm if a variable has a log scale", () => {
  const rate = { name: "rate", type: "float", lower: 0.1, upper: 10, scale: "log" } as const;
  const model = (variables = [rate], scale = true) => new Kriging({ variables, scale });
  const message = "X[1][0] must be above 0, its variable having a log scale: current value is";
  assertThrows(() => model().fit([[1], [0]], [1, 2]), RangeError, `${message} 0`);
  const fitted = model().fit([[1], [2]], [1, 2]);
  assertThrows(() => fitted.predict([[1], [-1]]), RangeError, `Cannot predict as ${message} -1`);
  assertThrows(
    () => model([{ ...rate, lower: 0 as 0.1 }]).fit([[1]], [1]),
    RangeError,
    "the lower bound of 'rate' must be above 0 on a log scale: current value is 0",
  );
  assertEquals(model([rate], false).fit([[1], [-1]], [1, 2]).predict([[-1]]).mean.length, 1);
});
