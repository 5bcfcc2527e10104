import { assertEquals } from "@std/assert";
import { localSpace, trustRegionAfter } from "../../spot/infill/trust_region.ts";
import { factor, float, int } from "../_variables.ts";

const design = [10, 12, 8, 20, 15];
/** `batch` points in each step but the last, which may have fewer. */
function regionAfter(proposed: readonly number[], k = 2, batch = 1) {
  const steps: number[] = [];
  for (let left = proposed.length; left > 0; left -= batch) steps.push(Math.min(batch, left));
  return trustRegionAfter([...design, ...proposed], { k, first: design.length, steps, batch });
}
const sideAfter = (proposed: readonly number[], k = 2) => regionAfter(proposed, k).side;
const sideAfterBatches = (batches: readonly (readonly number[])[], k = 2) =>
  regionAfter(batches.flat(), k, batches[0].length).side;

Deno.test("trustRegionAfter() begins at 0.8 of the range, whatever the design", () => {
  assertEquals(sideAfter([]), 0.8);
  assertEquals(trustRegionAfter([], { k: 3, first: 0, steps: [], batch: 1 }).side, 0.8);
});

Deno.test("trustRegionAfter() doubles after two improvements in a row, up to the whole range", () => {
  assertEquals(sideAfter([7]), 0.8);
  assertEquals(sideAfter([7, 6]), 1);
  assertEquals(sideAfter([9, 9, 9, 7, 6]), 0.8);
});

Deno.test("trustRegionAfter() halves after failures as many as half of the variables, at least 3", () => {
  assertEquals(sideAfter([9, 9]), 0.8);
  assertEquals(sideAfter([9, 9, 9]), 0.4);
  assertEquals(sideAfter([9, 9, 9, 9], 10), 0.8);
  assertEquals(sideAfter([9, 9, 9, 9, 9], 10), 0.4);
});

Deno.test("trustRegionAfter() counts tiny improvements as failures", () => {
  // The median is 8 or more here, so that 1e-3 of its height above the minimum is above 1e-4.
  assertEquals(sideAfter([8 - 1e-4, 8 - 2e-4, 8 - 3e-4]), 0.4);
});

Deno.test("trustRegionAfter() starts anew when the side is very small", () => {
  // 0.8 / 2^6 = 0.0125, the seventh halving is below 0.01.
  assertEquals(sideAfter(Array(18).fill(9)), 0.0125);
  assertEquals(sideAfter(Array(21).fill(9)), 0.4);
});

Deno.test("trustRegionAfter() is the same if the responses are shifted and stretched", () => {
  const proposed = [9, 7, 6, 9, 9, 9, 5, 9];
  const y = [...design, ...proposed];
  const other = y.map((value) => 1000 * value - 77);
  const options = { k: 2, first: design.length, steps: proposed.map(() => 1), batch: 1 };
  assertEquals(trustRegionAfter(other, options), trustRegionAfter(y, options));
});

Deno.test("trustRegionAfter() begins at 0.2 of the range with batches", () => {
  assertEquals(regionAfter([], 2, 4), { side: 0.2, hasFailed: false, stagnation: 0 });
});

Deno.test("trustRegionAfter() counts a batch as one step, which succeeds if its best point does", () => {
  assertEquals(sideAfterBatches([[7, 9, 9, 9]]), 0.2);
  assertEquals(sideAfterBatches([[7, 9, 9, 9], [9, 9, 9, 6]]), 0.4);
  assertEquals(sideAfterBatches([[7, 6, 5, 4]]), 0.2);
  assertEquals(sideAfterBatches([[9, 9, 9, 9]]), 0.1);
});

Deno.test("trustRegionAfter() halves after as many points with batches as without", () => {
  assertEquals(sideAfterBatches([[9, 9]]), 0.2);
  assertEquals(sideAfterBatches([[9, 9], [9, 9]]), 0.1);
  assertEquals(sideAfterBatches([[9, 9, 9, 9]], 10), 0.2);
  assertEquals(sideAfterBatches([[9, 9, 9, 9], [9, 9, 9, 9]], 10), 0.1);
});

Deno.test("trustRegionAfter() tells whether the last step brought no improvement", () => {
  assertEquals(regionAfter([9]).hasFailed, true);
  assertEquals(regionAfter([9, 7]).hasFailed, false);
  assertEquals(regionAfter([7, 9]).hasFailed, true);
  assertEquals(regionAfter([7, 9], 2, 2).hasFailed, false);
  assertEquals(regionAfter([7, 9, 9, 9], 2, 2).hasFailed, true);
});

Deno.test("trustRegionAfter() counts the points since the last improvement worth one", () => {
  assertEquals(regionAfter([9]).stagnation, 1);
  assertEquals(regionAfter([9, 7]).stagnation, 0);
  assertEquals(regionAfter([7, 9, 9]).stagnation, 2);
  assertEquals(regionAfter([7, 9, 9, 9], 2, 2).stagnation, 2);
  // The median is 3 to 4 above the minimum: 0.01 is more than a thousandth of it, but less than a hundredth.
  assertEquals(regionAfter([7, 6.99]), { side: 1, hasFailed: false, stagnation: 1 });
});

Deno.test("trustRegionAfter() judges a step of any size once all its responses are there", () => {
  const options = { k: 2, first: design.length, steps: [4, 2, 3], batch: 4 };
  const after = (proposed: readonly number[]) =>
    trustRegionAfter([...design, ...proposed], options);
  assertEquals(after([7, 9, 9, 9, 9, 6]), { side: 0.4, hasFailed: false, stagnation: 0 });
  assertEquals(after([7, 9, 9, 9, 9, 6, 9, 9]), { side: 0.4, hasFailed: false, stagnation: 0 });
  assertEquals(after([7, 9, 9, 9, 9, 6, 9, 9, 9]), { side: 0.2, hasFailed: true, stagnation: 3 });
});

Deno.test("localSpace() cuts a box inside the bounds, factors keep all levels", () => {
  const floats = [float("a", 0, 10), float("b", 0, 10)];
  const space = [...floats, int("m", 0, 100), int("n", 1, 4), factor("f", ["a", "b", "c"])];
  const local = localSpace(space, [5, 9.5, 40, 4, 1], 0.2);
  assertEquals(local.map(({ lower, upper }) => [lower, upper]), [
    [4, 6],
    [8.5, 10],
    [30, 50],
    [3, 4],
    [0, 2],
  ]);
});
