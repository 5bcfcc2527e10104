import { assertAlmostEquals, assertEquals } from "@std/assert";
import { deviationsOfMeans, pointStatistics, shrunkDeviations } from "../../spot/noise/points.ts";
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

Deno.test("deviationsOfMeans() shrinks each variance towards the pooled one", () => {
  const points = pointStatistics([row([1], 4), row([1], 6), row([2], 1), row([2], 5), row([3], 9)]);
  const [a, b, c] = deviationsOfMeans(points)!.map((sd) => sd * sd);
  // Variances 2 and 8, pooled 5: (2 + 5) / 2 / 2 and (8 + 5) / 2 / 2.
  assertAlmostEquals(a, 1.75, 1e-15);
  assertAlmostEquals(b, 3.25, 1e-15);
  assertAlmostEquals(c, 5, 1e-15);
  assertEquals(deviationsOfMeans(pointStatistics([row([1], 4)])), undefined);
});

Deno.test("shrunkDeviations() takes equal replicates for what they are: few, not exact", () => {
  const points = pointStatistics([row([1], 4), row([1], 4), row([2], 1), row([2], 5)]);
  // Variances 0 and 8, pooled 4: (0 + 4) / 2 and (8 + 4) / 2.
  const [a, b] = shrunkDeviations(points)!;
  assertAlmostEquals(a, Math.sqrt(2), 1e-15);
  assertAlmostEquals(b, Math.sqrt(6), 1e-15);
});

Deno.test("deviationsOfMeans() and pointStatistics() scale exactly with a power of two", () => {
  const rows = (unit: number) =>
    [[1, 4.1], [1, 6], [2, 1.3], [2, 5], [3, 9]].map(([x, y]) => row([x], y * unit));
  const plain = pointStatistics(rows(1));
  for (const unit of [2 ** -900, 2 ** -520, 2 ** 520, 2 ** 900]) {
    const scaled = pointStatistics(rows(unit));
    assertEquals(scaled.map(({ mean, sd }) => [mean / unit, sd / unit]), [
      ...plain.map(({ mean, sd }) => [mean, sd]),
    ]);
    assertEquals(deviationsOfMeans(scaled)!.map((sd) => sd / unit), deviationsOfMeans(plain));
  }
});
