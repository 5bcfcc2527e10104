import { assertEquals, assertThrows } from "@std/assert";
import { computeMetric, type MetricName, metricNames } from "../../spot/nn/metrics.ts";

/**
 * Expected values: torchmetrics 1.9.0 (functional.regression, float64), in the order of NAMES; the
 * last two are scores, which are negated here. Tolerance: torchmetrics' variances are differences of
 * sums, which lose digits in the nearly constant case.
 */
const NAMES: readonly MetricName[] = [
  "mean_squared_error",
  "mean_absolute_error",
  "mean_absolute_percentage_error",
  "r2_score",
  "explained_variance",
];
const TOLERANCE = 1e-9;

interface Case {
  readonly yHat: readonly number[];
  readonly y: readonly number[];
  readonly lOut?: number;
  readonly expected: readonly number[];
}

const cases: Readonly<Record<string, Case>> = {
  "there is one output": {
    yHat: [2.5, 0, 2, 8],
    y: [3, -0.5, 2, 7],
    expected: [0.375, 0.5, 0.3273809523809524, 0.9486081370449679, 0.9571734475374732],
  },
  "there are two outputs": {
    yHat: [0, 2, -1, 2, 8, -5],
    y: [0.5, 1, -1, 1, 7, -6],
    lOut: 2,
    expected: [
      0.7083333333333334,
      0.75,
      0.5515873015873015,
      0.9368005266622779,
      0.9838709677419355,
    ],
  },
  "the target is constant": {
    yHat: [1, 2, 3.5],
    y: [2, 2, 2],
    expected: [1.0833333333333333, 0.8333333333333334, 0.4166666666666667, 0, 0],
  },
  "the target is constant and predicted": {
    yHat: [2, 2, 2],
    y: [2, 2, 2],
    expected: [0, 0, 0, 1, 1],
  },
  "the error is constant": {
    yHat: [3, 4, 7],
    y: [1, 2, 5],
    expected: [4, 2, 1.1333333333333333, -0.38461538461538436, 1],
  },
  "one of two targets is constant": {
    yHat: [1, 2, 2, 4, 3.5, 5],
    y: [2, 2, 2, 3, 2, 7],
    lOut: 2,
    expected: [
      1.375,
      0.9166666666666666,
      0.31150793650793646,
      0.3214285714285714,
      0.33333333333333337,
    ],
  },
  "targets are nearly zero": {
    yHat: [0.5, -1, 2],
    y: [0, 1e-7, 4],
    expected: [
      1.7500000666666702,
      1.1666667000000002,
      427350.6225071225,
      0.5078124689453112,
      0.7031249894531244,
    ],
  },
  "the target is nearly constant": {
    yHat: [1.001, 1, 1.002],
    y: [1, 1.001, 1],
    expected: [
      1.9999999999998555e-6,
      0.0013333333333332604,
      0.0013330003330002602,
      1,
      -6.000000001352369,
    ],
  },
  "targets are small": {
    yHat: [0.001, 0.002, 0.006],
    y: [0.001, 0.003, 0.005],
    expected: [
      6.666666666666666e-7,
      0.0006666666666666666,
      0.17777777777777778,
      1,
      0.7499999999999998,
    ],
  },
};

for (const [condition, { yHat, y, lOut, expected }] of Object.entries(cases)) {
  Deno.test(`computeMetric() equals torchmetrics if ${condition}`, () => {
    NAMES.forEach((name, i) => {
      const value = computeMetric(name, Float64Array.from(yHat), Float64Array.from(y), { lOut });
      const score = i < 3 ? value : -value;
      const error = Math.abs(score - expected[i]) / Math.max(1, Math.abs(expected[i]));
      if (!(error <= TOLERANCE)) throw new Error(`${name}: ${score}, expected ${expected[i]}`);
    });
  });
}

Deno.test("computeMetric() finds a constant target whose sum is rounded", () => {
  const y = new Float64Array(10).fill(0.1);
  const yHat = Float64Array.from(y, (value, i) => value + i);
  assertEquals(computeMetric("explained_variance", yHat, y), 0);
  assertEquals(computeMetric("explained_variance", y.map((value) => value + 1), y), -1);
});

Deno.test("computeMetric() keeps NaN if a prediction is NaN", () => {
  for (const name of metricNames) {
    for (const y of [[1, 2, 3], [2, 2, 2]]) {
      const value = computeMetric(name, Float64Array.of(1, NaN, 2), Float64Array.from(y));
      assertEquals(value, NaN, name);
    }
  }
});

Deno.test("computeMetric() throws if name or lengths are wrong, or there are too few rows", () => {
  const refused: [string, number[], number[], number, string][] = [
    ["mean_squared_error", [1, 2], [1], 1, "predictions and targets must both be rows of 1"],
    ["mean_squared_error", [1, 2], [1, 2], 3, "predictions and targets must both be rows of 3"],
    ["mean_squared_error", [], [], 1, "at least one"],
    ["r2_score", [1], [2], 1, "Cannot compute r2_score as it needs at least two rows: there is 1"],
    ["r2scores", [1], [2], 1, "did you mean 'r2_score'?"],
  ];
  for (const [name, yHat, y, lOut, message] of refused) {
    const compute = () =>
      computeMetric(name as MetricName, Float64Array.from(yHat), Float64Array.from(y), { lOut });
    assertThrows(compute, RangeError, message);
  }
});
