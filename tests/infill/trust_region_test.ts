import { assertEquals } from "@std/assert";
import { type StepHistory, trustRegionAfter } from "../../spot/infill/trust_region.ts";
import { float } from "../_variables.ts";

const design = [10, 12, 8, 20, 15];
const cube = (k: number) => Array.from({ length: k }, (_, j) => float(`x${j}`, 0, 1));
/** A history of which only the responses matter: all points are at the middle. */
function historyOf(proposed: readonly number[], { k = 2, batch = 1, steps = [] as number[] } = {}) {
  const y = [...design, ...proposed];
  const X = y.map(() => Array<number>(k).fill(0.5));
  return { space: cube(k), X, y, first: design.length, steps, batch };
}
/** `batch` points in each step but the last, which may have fewer. */
function regionAfter(proposed: readonly number[], k = 2, batch = 1) {
  const steps: number[] = [];
  for (let left = proposed.length; left > 0; left -= batch) steps.push(Math.min(batch, left));
  return judged(historyOf(proposed, { k, batch, steps }));
}
function judged(history: StepHistory) {
  const { side, hasFailed, stagnation } = trustRegionAfter(history);
  return { side, hasFailed, stagnation };
}
const sideAfter = (proposed: readonly number[], k = 2) => regionAfter(proposed, k).side;
const sideAfterBatches = (batches: readonly (readonly number[])[], k = 2) =>
  regionAfter(batches.flat(), k, batches[0].length).side;

Deno.test("trustRegionAfter() begins at 0.8 of the range, whatever the design", () => {
  assertEquals(sideAfter([]), 0.8);
  const nothing = { space: cube(3), X: [], y: [], first: 0, steps: [], batch: 1 };
  const { side, centre } = trustRegionAfter(nothing);
  assertEquals([side, centre], [0.8, undefined]);
});

Deno.test("trustRegionAfter() has no centre as long as the design is under way", () => {
  const begun = { space: cube(3), X: [], y: [], first: 5, steps: [], batch: 1 };
  assertEquals(trustRegionAfter(begun).centre, undefined);
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

/** Points of one variable at which the first two are two basins: the incumbent's at 0.2, another's at 0.8. */
function basinsAfter(...proposed: readonly (readonly [x: number, y: number])[]) {
  const begun = [[0.2, 1], [0.8, 2], [0.5, 20], [0.4, 15], [0.22, 1.5]] as const;
  const points = [...begun, ...proposed];
  const { centre = NaN, side, isAway } = trustRegionAfter({
    space: cube(1),
    X: points.map(([x]) => [x]),
    y: points.map(([, y]) => y),
    first: begun.length,
    steps: proposed.map(() => 1),
    batch: 1,
  });
  return { x: points[centre][0], side, isAway };
}
const finish = Array<readonly [number, number]>(21).fill([0.21, 1.1]);

Deno.test("trustRegionAfter() goes to the best point outside of a basin when that is finished", () => {
  assertEquals(basinsAfter(...finish.slice(1)), { x: 0.2, side: 0.0125, isAway: false });
  assertEquals(basinsAfter(...finish), { x: 0.8, side: 0.2, isAway: true });
});

Deno.test("trustRegionAfter() judges another basin by points in the region alone", () => {
  const outside = Array<readonly [number, number]>(9).fill([0.5, 9]);
  assertEquals(basinsAfter(...finish, ...outside), { x: 0.8, side: 0.2, isAway: true });
  const inside = Array<readonly [number, number]>(3).fill([0.85, 9]);
  assertEquals(basinsAfter(...finish, ...inside), { x: 0.8, side: 0.1, isAway: true });
  assertEquals(basinsAfter(...finish, [0.75, 1.5]), { x: 0.75, side: 0.2, isAway: true });
});

Deno.test("trustRegionAfter() takes for successes in another basin what closes a tenth of its gap", () => {
  // The gap is from 2 to 1, and a tenth of what is left of it.
  const slow = [[0.79, 1.91], [0.78, 1.83], [0.77, 1.76]] as const;
  assertEquals(basinsAfter(...finish, ...slow), { x: 0.77, side: 0.1, isAway: true });
  const fast = [[0.79, 1.89], [0.78, 1.79]] as const;
  assertEquals(basinsAfter(...finish, ...fast), { x: 0.78, side: 0.4, isAway: true });
});

Deno.test("trustRegionAfter() comes back to the incumbent as soon as there is a new one", () => {
  assertEquals(basinsAfter(...finish, [0.75, 0.5]), { x: 0.75, side: 0.2, isAway: false });
  assertEquals(basinsAfter(...finish, [0.3, 0.5]), { x: 0.3, side: 0.4, isAway: false });
});

Deno.test("trustRegionAfter() leaves a basin that is finished to others, and begins anew after the last", () => {
  const second = Array<readonly [number, number]>(9).fill([0.8, 3]);
  assertEquals(basinsAfter(...finish, ...second), { x: 0.4, side: 0.2, isAway: true });
  const third = Array<readonly [number, number]>(9).fill([0.4, 30]);
  assertEquals(basinsAfter(...finish, ...second, ...third), { x: 0.5, side: 0.2, isAway: true });
  const last = Array<readonly [number, number]>(9).fill([0.5, 30]);
  const all = [...finish, ...second, ...third, ...last];
  assertEquals(basinsAfter(...all), { x: 0.2, side: 0.4, isAway: false });
});

Deno.test("trustRegionAfter() is done with a basin that leads into a finished one", () => {
  const path = [[0.71, 1.8], [0.62, 1.6], [0.44, 1.5]] as const;
  assertEquals(basinsAfter(...finish, ...path), { x: 0.44, side: 0.4, isAway: true });
  // Nearer than a twentieth to 0.2: 0.44 is finished with it, and 0.62 the best that is left.
  const next = { x: 0.62, side: 0.2, isAway: true };
  assertEquals(basinsAfter(...finish, ...path, [0.245, 1.3]), next);
  assertEquals(basinsAfter(...finish, ...path, [0.26, 1.3]), { x: 0.26, side: 0.8, isAway: true });
});

Deno.test("trustRegionAfter() is the same if the responses are shifted and stretched", () => {
  const proposed = [9, 7, 6, 9, 9, 9, 5, 9];
  const history = historyOf(proposed, { steps: proposed.map(() => 1) });
  const other = { ...history, y: history.y.map((value) => 1000 * value - 77) };
  assertEquals(trustRegionAfter(other), trustRegionAfter(history));
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
  const after = (proposed: readonly number[]) =>
    judged(historyOf(proposed, { steps: [4, 2, 3], batch: 4 }));
  assertEquals(after([7, 9, 9, 9, 9, 6]), { side: 0.4, hasFailed: false, stagnation: 0 });
  assertEquals(after([7, 9, 9, 9, 9, 6, 9, 9]), { side: 0.4, hasFailed: false, stagnation: 0 });
  assertEquals(after([7, 9, 9, 9, 9, 6, 9, 9, 9]), { side: 0.2, hasFailed: true, stagnation: 3 });
});
