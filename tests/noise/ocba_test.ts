import { assertEquals } from "@std/assert";
import { allocateReplicates } from "../../spot/noise/ocba.ts";

const means = [1, 2, 3, 4, 5];
const deviations = [1, 1, 3, 3, 2];
const points = (replicates: number) =>
  means.map((mean, i) => ({ x: [i], mean, sd: deviations[i], replicates }));
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

Deno.test("allocateReplicates() allocates nothing if fewer than three points vary, or none does", () => {
  assertEquals(allocateReplicates(points(3).slice(0, 2), 4), []);
  assertEquals(allocateReplicates(points(3).map((p) => ({ ...p, sd: 0 })), 4), []);
  assertEquals(allocateReplicates(points(1).map((p) => ({ ...p, sd: NaN })), 4), []);
});

Deno.test("allocateReplicates() stays finite if several points tie for the best", () => {
  const tied = points(2).map((p, i) => (i < 2 ? { ...p, mean: 1 } : p));
  assertEquals(allocateReplicates(tied, 7).length, 7);
});

Deno.test("allocateReplicates() does not depend on the units, however extreme", () => {
  const plain = countsOf(allocateReplicates(points(0), 50));
  for (const unit of [2 ** -1000, 2 ** 1000]) {
    const scaled = points(0).map((p) => ({
      ...p,
      mean: p.mean * unit,
      sd: p.sd * unit,
    }));
    assertEquals(countsOf(allocateReplicates(scaled, 50)), plain, `unit ${unit}`);
  }
});

Deno.test("allocateReplicates() ignores points far behind if a gap is tiny, or a deviation infinite", () => {
  const point = (mean: number, sd = 1) => ({ x: [mean], mean, sd, replicates: 2 });
  const near = allocateReplicates([point(3), point(0), point(1e-170)], 4);
  assertEquals(near.some(([x]) => x === 3), false);
  const infinite = [point(3e160, Infinity), point(0, Infinity), point(1e160, Infinity)];
  assertEquals(allocateReplicates(infinite, 4), []);
});

Deno.test("allocateReplicates() measures gaps from the best point even if that varies not at all", () => {
  const exact = points(0).map((p, i) => ({ ...p, sd: i === 0 ? 0 : p.sd }));
  // By hand: s^2/d^2 = 1, 2.25, 1, 0.25 for the others; of 50: 11.1, 25, 11.1, 2.8.
  assertEquals(countsOf(allocateReplicates(exact, 50)), [0, 11, 25, 11, 3]);
});
