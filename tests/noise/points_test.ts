import { assertAlmostEquals, assertEquals } from "@std/assert";
import { pointStatistics, variancesOfMeans } from "../../spot/noise/points.ts";
import type { RowRecord } from "../../spot/record.ts";

function row(x: number[], y: number): RowRecord {
  const failure = Number.isNaN(y) ? { kind: "value" as const, message: "NaN" } : undefined;
  return {
    row: 0,
    x,
    responses: [y],
    y,
    ...(failure && { failure }),
    origin: "design",
    replicate: 0,
    worker: 0,
    attempt: 1,
    startMs: 0,
    endMs: 0,
    costMs: 0,
  };
}

Deno.test("pointStatistics() groups replicates in the order of first occurrence", () => {
  const points = pointStatistics([row([1], 4), row([2], 1), row([1], 6), row([3], NaN)]);
  assertEquals(points.map(({ x, replicates }) => [x[0], replicates]), [[1, 2], [2, 1], [3, 0]]);
  assertEquals(points[0].mean, 5);
  assertEquals(points[0].variance, 2);
  assertEquals(points[2].mean, NaN);
});

Deno.test("pointStatistics() has exactly the common value as mean of equal replicates", () => {
  const y = 0.1 + 0.2;
  const [point] = pointStatistics([row([1], y), row([1], y), row([1], y)]);
  assertEquals([point.mean, point.variance], [y, 0]);
});

Deno.test("variancesOfMeans() shrinks each variance towards the pooled one", () => {
  const points = pointStatistics([row([1], 4), row([1], 6), row([2], 1), row([2], 5), row([3], 9)]);
  const [a, b, c] = variancesOfMeans(points)!;
  // Variances 2 and 8, pooled 5: (2 + 5) / 2 / 2 and (8 + 5) / 2 / 2.
  assertAlmostEquals(a, 1.75, 1e-15);
  assertAlmostEquals(b, 3.25, 1e-15);
  assertAlmostEquals(c, 5, 1e-15);
  assertEquals(variancesOfMeans(pointStatistics([row([1], 4)])), undefined);
});
