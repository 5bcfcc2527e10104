import { assert, assertEquals, assertThrows } from "@std/assert";
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
  response: values[values.length - 1],
});
const pruned = (values: readonly number[]) => ({ ...finished(values), response: undefined });
/** Four constant curves, of which three are those that are never beyond a limit. */
const flat = (...values: readonly number[]) => values.map((value) => finished([value, value]));

function limitsOf(
  rows: Parameters<typeof curveLimits>[0],
  options: PruningName | PruningOptions,
  isMaximised = false,
) {
  const given = typeof options === "string" ? { kind: options } : options;
  const control = resolvePruning("test", { minRows: 5, ...given });
  return curveLimits(rows, { control, isMaximised });
}

Deno.test("curveLimits() takes the median of the best values so far of finished rows", () => {
  const rows = [...flat(1, 2, 3, 4, 8, 9), finished([7, 6, 9]), pruned([0, 0])];
  assertEquals(limitsOf(rows, "median"), { steps: [1], values: [4], patience: 0 });
  assertEquals(limitsOf(rows.slice(3), "median"), undefined, "four finished rows");
});

Deno.test("curveLimits() spares a curve like those of the best finished rows", () => {
  const rows = [...flat(1, 2, 3, 4, 5, 6), finished([7, 5.5, 0]), finished([9, 0.5])];
  // The best three by response are those that end with 0, 0.5 and 1.
  assertEquals(limitsOf(rows, "percentile"), { steps: [2, 3], values: [5.5, 1], patience: 0 });
  // Of twelve the best four: 0, 0.5, 1 and 2.
  const more = [...rows, ...flat(7, 8, 9, 10)];
  assertEquals(limitsOf(more, { kind: "percentile", percentile: 1 })?.values, [9, 5.5, 2]);
});

Deno.test("curveLimits() interpolates percentiles as numpy.percentile does", () => {
  // numpy.percentile([1, 2, 4, 8, 16, 32, 64], [50, 75, 100]) gives 8, 24, 64.
  const rows = flat(16, 2, 64, 8, 1, 32, 4);
  for (const [percentile, limit] of [[50, 8], [75, 24], [100, 64]]) {
    assertEquals(limitsOf(rows, { kind: "percentile", percentile })?.values, [limit]);
  }
});

Deno.test("curveLimits() takes the largest values for the best if large ones are good", () => {
  const rows = [...flat(9, 8, 7, 6, 2), finished([1, 5])];
  assertEquals(limitsOf(rows, "median", true)?.values, [6.5]);
  const crossing = [...flat(9, 8, 7, 6, 2), finished([1, 10])];
  assertEquals(limitsOf(crossing, "median", true), { steps: [2], values: [7.5], patience: 0 });
});

Deno.test("curveLimits() judges by halving at growing steps, among all rows that came as far", () => {
  const rows = [1, 2, 3, 4, 5, 6, 7, 8].map((value) => finished(Array(10).fill(value)));
  const more = Array(8).fill(pruned([0.5])), most = Array(8).fill(pruned([9, 9, 9]));
  const limits = limitsOf([...rows, ...most], { kind: "halving", patience: 1 });
  // Of 16 + 1 rows at step 3 five go on; at step 9 there are eight, of which the best three are spared.
  assertEquals(limits, { steps: [1, 9], values: [5, 3], patience: 1 });
  assertEquals(limitsOf([...rows, ...more], "halving")?.values, [3]);
  const late = limitsOf(rows, { kind: "halving", warmUpSteps: 1, eta: 2 });
  assertEquals(late, { steps: [2], values: [4], patience: 0 });
  assertEquals(limitsOf(rows, { kind: "halving", minRows: 9 }), undefined);
});

Deno.test("curveLimits() sends few limits, close at first and then ever further apart", () => {
  const steps = Array.from({ length: 5000 }, (_, i) => i + 0.5);
  const rows = [1, 2, 3, 4, 5].map((end) => ({
    ...{ steps, values: steps.map((step) => end - step / 5000) },
    response: end,
  }));
  const { steps: judged } = limitsOf(rows, "median")!;
  assertEquals(judged.slice(0, 25).map((step) => step - 0.5), [
    ...Array.from({ length: 22 }, (_, i) => i),
    ...[23, 25, 27],
  ]);
  assert(judged.length < 150 && judged.at(-1)! > 4700, `${judged.length} to ${judged.at(-1)}`);
});

Deno.test("curveLimits() has no limit where curves cross, also after one", () => {
  const ends = [1, 2, 3, 4, 5];
  const at = (end: number) => finished([20 - end, end, end]);
  assertEquals(limitsOf(ends.map(at), "median"), { steps: [2], values: [3], patience: 0 });
  // At step 1 as at the end, at step 2 the other way round.
  const turning = ends.map((end) => finished([10 + end, 6 - end, end - 5]));
  assertEquals(limitsOf(turning, "median"), {
    steps: [1, 2, 3],
    values: [13, Number.MAX_VALUE, -2],
    patience: 0,
  });
});

Deno.test("curveLimits() goes by the rule alone if curves do not cross", () => {
  const rows = [1, 2, 3, 4, 5].map((end) => finished([20 - end, end]));
  const rule = { curvesCross: false };
  assertEquals(limitsOf(rows, { kind: "median", ...rule })?.values, [17, 3]);
  // A quarter, not what the best two began with.
  assertEquals(limitsOf(rows, { kind: "percentile", ...rule })?.values, [16, 2]);
  assertEquals(limitsOf(rows, { kind: "halving", ...rule })?.values, [16]);
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
  [{ kind: "median", curvesCross: 1 }, "'curvesCross' must be true or false"],
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
