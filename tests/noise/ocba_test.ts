import { assertEquals } from "@std/assert";
import { allocateReplicates } from "../../spot/noise/ocba.ts";

const means = [1, 2, 3, 4, 5];
const variances = [1, 1, 9, 9, 4];
const points = (replicates: number) =>
  means.map((mean, i) => ({ x: [i], mean, variance: variances[i], replicates }));
const countsOf = (allocated: readonly (readonly number[])[]) =>
  means.map((_, i) => allocated.filter(([x]) => x === i).length);

Deno.test("allocateReplicates() follows Chen and Lee's ratios", () => {
  // By hand: ratios s^2/d^2 = 1, 2.25, 1, 0.25 and N_b = sqrt(1 + 2.25^2/9 + 1/9 + 0.25^2/4) =
  // 1.29971; of 50: 11.2, 8.6, 19.4, 8.6, 2.2.
  assertEquals(countsOf(allocateReplicates(points(0), 50)), [11, 9, 19, 9, 2]);
});

Deno.test("allocateReplicates() counts the replicates that are there already", () => {
  const first = countsOf(allocateReplicates(points(10), 5));
  assertEquals(first.reduce((a, b) => a + b), 5);
  assertEquals(first[2], 5, "the point that lacks most gets all");
});

Deno.test("allocateReplicates() allocates nothing if fewer than three points have a variance", () => {
  assertEquals(allocateReplicates(points(3).slice(0, 2), 4), []);
  assertEquals(allocateReplicates(points(3).map((p) => ({ ...p, variance: 0 })), 4), []);
  assertEquals(allocateReplicates(points(1).map((p) => ({ ...p, variance: NaN })), 4), []);
});

Deno.test("allocateReplicates() stays finite if several points tie for the best", () => {
  const tied = points(2).map((p, i) => (i < 2 ? { ...p, mean: 1 } : p));
  assertEquals(allocateReplicates(tied, 7).length, 7);
});

Deno.test("allocateReplicates() does not depend on the units, however extreme", () => {
  const plain = countsOf(allocateReplicates(points(0), 50));
  for (const unit of [2 ** -500, 2 ** 500]) {
    const scaled = points(0).map((p) => ({
      ...p,
      mean: p.mean * unit,
      variance: p.variance * unit * unit,
    }));
    assertEquals(countsOf(allocateReplicates(scaled, 50)), plain, `unit ${unit}`);
  }
});

Deno.test("allocateReplicates() ignores points far behind if a gap is tiny, or a variance infinite", () => {
  const point = (mean: number, variance = 1) => ({ x: [mean], mean, variance, replicates: 2 });
  const near = allocateReplicates([point(3), point(0), point(1e-170)], 4);
  assertEquals(near.some(([x]) => x === 3), false);
  const infinite = [point(3e160, Infinity), point(0, Infinity), point(1e160, Infinity)];
  assertEquals(allocateReplicates(infinite, 4), []);
});
