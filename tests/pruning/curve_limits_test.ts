import { assertEquals, assertThrows } from "@std/assert";
import { funControlInit, type FunControlOptions } from "../../spot/control/fun_control.ts";
import { curveLimits } from "../../spot/pruning/curve_limits.ts";
import {
  type PruningName,
  type PruningOptions,
  resolvePruning,
} from "../../spot/pruning/pruning_control.ts";

const finished = (values: readonly number[]) => ({
  steps: values.map((_, i) => i + 1),
  values,
  isFinished: true,
});
const pruned = (values: readonly number[]) => ({ ...finished(values), isFinished: false });

function limitsOf(
  rows: Parameters<typeof curveLimits>[0],
  options: PruningName | PruningOptions,
  isMaximised = false,
) {
  return curveLimits(rows, { control: resolvePruning("test", options), isMaximised });
}

Deno.test("curveLimits() takes the median of the best values so far of finished rows", () => {
  const rows = [finished([9, 3]), finished([5, 6, 7]), finished([4, 2, 1]), pruned([0, 0])];
  assertEquals(limitsOf(rows, { kind: "median", minRows: 3 }), {
    steps: [1, 2, 3],
    values: [5, 3, 3],
    patience: 0,
  });
  assertEquals(limitsOf(rows, "median"), undefined, "fewer than five rows");
});

Deno.test("curveLimits() interpolates percentiles as numpy.percentile does", () => {
  // numpy.percentile([1, 2, 4, 8, 16], [25, 10, 100]) gives 2, 1.4, 16.
  const rows = [16, 2, 8, 1, 4].map((value) => finished([value]));
  for (const [percentile, limit] of [[25, 2], [10, 1.4], [100, 16]]) {
    assertEquals(limitsOf(rows, { kind: "percentile", percentile })?.values, [limit]);
  }
  assertEquals(limitsOf(rows, "percentile")?.values, [2]);
});

Deno.test("curveLimits() takes the largest values for the best if large ones are good", () => {
  const rows = [finished([1, 5]), finished([3, 2]), finished([4, 4])];
  assertEquals(limitsOf(rows, { kind: "median", minRows: 3 }, true)?.values, [3, 4]);
});

Deno.test("curveLimits() judges by halving at growing steps, among all rows that came as far", () => {
  const rows = [1, 2, 3, 4].map((value) => finished(Array(10).fill(value)));
  rows.push(pruned([0.5]), pruned([0.6, 0.6, 0.6]));
  const limits = limitsOf(rows, { kind: "halving", patience: 1 });
  // Of 6 + 1 rows at step 1 two go on, of 5 + 1 at step 3 two; at step 9 there are only four.
  assertEquals(limits, { steps: [1, 3], values: [0.6, 1], patience: 1 });
  const late = limitsOf(rows, { kind: "halving", warmUpSteps: 1, eta: 2, minRows: 4 });
  assertEquals(late, { steps: [2, 4, 8], values: [2, 2, 2], patience: 0 });
});

Deno.test("curveLimits() sends a bounded number of limits", () => {
  const steps = Array.from({ length: 5000 }, (_, i) => i + 0.5);
  const rows = Array(5).fill({ steps, values: steps, isFinished: true });
  assertEquals(limitsOf(rows, "median")?.steps.length, 1000);
});

const refused: readonly (readonly [unknown, string])[] = [
  ["medain", `'pruning' must be one of median, percentile, halving, or options with a 'kind'`],
  [{ percentile: 20 }, "'pruning' must be one of"],
  [{ kind: "half" }, "with 'pruning' as 'kind' must be one of median, percentile, halving"],
  [{ kind: "percentile", percentile: 0 }, "'percentile' must be a number above 0 and at most 100"],
  [{ kind: "median", percentile: 20 }, `'percentile' belongs to kind "percentile"`],
  [{ kind: "median", eta: 2 }, `'eta' belongs to kind "halving"`],
  [{ kind: "halving", eta: 1 }, "'eta' must be a finite number above 1"],
  [{ kind: "median", warmUpSteps: -1 }, "'warmUpSteps' must be a finite number of at least 0"],
  [{ kind: "median", patience: 0.5 }, "'patience' must be an integer of at least 0"],
  [{ kind: "median", minRows: 0 }, "'minRows' must be a positive integer"],
  [{ kind: "median", minrows: 1 }, "option 'minrows' is unknown"],
];

for (const [pruning, message] of refused) {
  Deno.test(`funControlInit() refuses pruning ${JSON.stringify(pruning)}`, () => {
    const options = { lower: [0], upper: [1], pruning } as FunControlOptions;
    assertThrows(() => funControlInit(options), Error, message);
  });
}

Deno.test("funControlInit() refuses pruning with several objectives", () => {
  const options: FunControlOptions = { lower: [0], upper: [1], pruning: "median" };
  const message = "as 'pruning' needs one objective, without";
  assertThrows(() => funControlInit({ ...options, weights: [1, 1] }), RangeError, message);
  assertThrows(() => funControlInit({ ...options, mo2so: ([a]) => a }), RangeError, message);
  assertEquals(funControlInit({ ...options, weights: -1 }).pruning?.kind, "percentile");
});
