import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { choleskyInPlace } from "../../spot/linalg/cholesky.ts";
import { createStream, type Random } from "../../spot/core/random/stream.ts";
import { defineSpace, factor, float, int } from "../../spot/core/space/define_space.ts";
import { createDomain } from "../../spot/core/space/domain.ts";
import { pairDifferences } from "../../spot/surrogate/_pair_differences.ts";
import { createInputScaling, scalePoint } from "../../spot/surrogate/_scaling.ts";
import { type KernelName, kernels } from "../../spot/surrogate/kernels.ts";
import { Kriging } from "../../spot/surrogate/kriging.ts";
import { randomPoint } from "../../spot/search/random_point.ts";

const { variables } = defineSpace({
  kind: factor(["line", "bowl", "flat"]),
  a: float(-1, 3, { when: { kind: ["line", "bowl"] } }),
  b: float(1e-3, 1, { scale: "log", when: { kind: "bowl" } }),
  n: int(1, 9, { when: { kind: "flat" } }),
  f: factor(["p", "q"], { when: { kind: "flat" } }),
  all: float(0, 2),
});
const { space, isActive, canonical } = createDomain(variables);
const names = Object.keys(kernels) as KernelName[];

const points = (n: number, random: Random) =>
  Array.from({ length: n }, () => randomPoint(space, random));
const respond = ([kind, a, b, n, f, all]: readonly number[]) =>
  all + (kind === 0 ? a : kind === 1 ? a * a + b : n / 5 + f);

for (const kernel of names) {
  Deno.test(`Kriging's predictions do not depend on inactive variables, kernel ${kernel}`, () => {
    const random = createStream("inactive", kernel);
    const X = points(20, random);
    const y = X.map(canonical).map(respond);
    const options = { kernel, method: "regression" } as const;
    const model = new Kriging(options).fit(X, y, { variables: space });
    const same = new Kriging(options).fit(X.map(canonical), y, { variables: space });
    const at = points(30, random);
    const predicted = model.predict(at);
    assertEquals(same.predict(at.map(canonical)), predicted);
    assertEquals(same.thetaLog10, model.thetaLog10);
  });

  Deno.test(`Kriging's gradients are those of differences, 0 if inactive, kernel ${kernel}`, () => {
    const random = createStream("gradients", kernel);
    const X = points(25, random);
    const model = new Kriging({ kernel, method: "regression", thetaLog10: -0.5, lambdaLog10: -2 })
      .fit(X, X.map(canonical).map(respond), { variables: space });
    const predictor = model.predictor();
    for (const x of points(40, random)) {
      predictor.evaluateWithGradient(x);
      const gradients = [[...predictor.meanGradient], [...predictor.sdGradient]];
      space.forEach(({ type, scale, lower, upper }, j) => {
        const step = 1e-5 * (scale === "log" ? x[j] : upper - lower);
        const [high, low] = [step, -step].map((by) => {
          const { mean, sd } = model.predict([x.with(j, x[j] + by)]);
          return [mean[0], sd[0]];
        });
        const isFlat = type === "factor" || !isActive(j, x);
        gradients.forEach((gradient, i) => {
          if (isFlat) assert(gradient[j] === 0, `${gradient[j]}`);
          else {
            const slope = (high[i] - low[i]) / (2 * step);
            // The step's own error is about 1e-10, its square. A nugget of 1e-2 makes 1e-14 of a
            // rounding of 1e-16, and the step 1e-9 of that.
            assertAlmostEquals(gradient[j], slope, 1e-6 * (1 + Math.abs(slope)));
          }
        });
      });
    }
  });

  Deno.test(`the correlations of a conditional space are positive definite, kernel ${kernel}`, () => {
    const random = createStream("definite", kernel);
    const n = 40;
    for (const log10 of [-2, -1, 0, 1, 2]) {
      const X = points(n, random);
      const k = space.length;
      const scaling = createInputScaling(X, { scale: true, variables: space });
      const U = new Float64Array(n * k);
      X.forEach((x, i) => scalePoint(scaling, x, U, i * k));
      const theta = new Float64Array(k).fill(Math.pow(10, log10));
      const pairs = { ...pairDifferences(U, n, scaling), theta, rootTheta: theta.map(Math.sqrt) };
      const psi = new Float64Array(pairs.count);
      kernels[kernel].correlate(pairs, psi, new Float64Array(pairs.count));
      const matrix = new Float64Array(n * n);
      for (let i = 0, pair = 0; i < n; i++) {
        for (let j = 0; j < i; j++) matrix[i * n + j] = psi[pair++];
        // 40 roundings of 1e-16 stay far below.
        matrix[i * n + i] = 1 + 1e-13;
      }
      assert(choleskyInPlace(matrix, n), `theta 1e${log10}`);
    }
  });
}

Deno.test("pairDifferences() has none in a variable that both points lack", () => {
  const X = [[0, 2, 0.1, 3, 0, 1], [0, 3, 0.5, 9, 1, 1], [2, 0, 0.9, 3, 0, 1]];
  const scaling = createInputScaling(X, { scale: true, variables: space });
  const U = new Float64Array(18);
  X.forEach((x, i) => scalePoint(scaling, x, U, i * 6));
  const { differences } = pairDifferences(U, 3, scaling);
  const [first, second, third] = [0, 6, 12].map((at) => [...differences.subarray(at, at + 6)]);
  assertEquals([first[2], first[3], first[4]], [0, 0, 0]);
  // Only one has a, n and f: the other stands at 1/2, or at no level.
  assertEquals(second, [1, 0.5 - 0.75, 0, 0.25 - 0.5, 1, 0]);
  assertEquals(third, [1, 0.5 - 1, 0, 0.25 - 0.5, 1, 0]);
});

Deno.test("Kriging predicts an algorithm's function as well as a model of it alone", () => {
  const random = createStream("alone");
  const X = points(60, random).map(canonical);
  const y = X.map(respond);
  const model = new Kriging({ kernel: "matern52Product", method: "regression" })
    .fit(X, y, { variables: space });
  const at = points(200, random).map(canonical);
  const { mean } = model.predict(at);
  const errors = at.map((x, i) => Math.abs(mean[i] - respond(x))).sort((a, b) => a - b);
  // Responses span about 10.
  assert(errors[100] < 0.1, `${errors[100]}`);
});
