import { assert, assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { incumbentOf } from "../../spot/incumbent.ts";
import { likelyBest } from "../../spot/noise/likely_best.ts";
import { pointStatistics } from "../../spot/noise/points.ts";
import type { RowRecord, RunRecord } from "../../spot/record.ts";
import { defineSpace, float, funControlInit, Spot } from "../../mod.ts";

const space = funControlInit({ space: defineSpace({ a: float(-4, 4) }) }).variables;

/** A bowl with its bottom at 1, and one lucky response: the smallest of all, far from there. */
const grid = Array.from({ length: 17 }, (_, i) => i / 2 - 4);
const LUCKY = 3;
const lucky = grid.map((a) => a === LUCKY ? -0.1 : (a - 1) * (a - 1));

function rowsOf(X: readonly number[], y: readonly number[]): RowRecord[] {
  return X.map((a, row) => ({
    ...{ row, x: [a], responses: [y[row]], y: y[row], origin: "design" as const },
    ...{ replicate: 0, worker: 0, attempt: 1, startMs: 0, endMs: 0, costMs: 0 },
  }));
}

function recordOf(rows: readonly RowRecord[], noise = true): RunRecord {
  return { noise, rows, variables: space } as unknown as RunRecord;
}

Deno.test("likelyBest() is not the point with a lucky response", () => {
  const points = pointStatistics(rowsOf(grid, lucky));
  const all = [...points.keys()];
  assertEquals(points[likelyBest(points, all, space)].x, [1]);
  assertEquals(incumbentOf(recordOf(rowsOf(grid, lucky)))?.x, [1]);
  assertEquals(incumbentOf(recordOf(rowsOf(grid, lucky), false))?.x, [LUCKY]);
});

Deno.test("likelyBest() is no lone point of which a small response is all that is known", () => {
  const LONE = -4;
  const X = [...Array.from({ length: 17 }, (_, i) => i / 8), LONE];
  for (const seed of [0, 1, 2, 3, 4, 5]) {
    const random = createStream(seed, "noise");
    const y = X.map((a) => a === LONE ? -0.2 : (a - 1) * (a - 1) + random() - 0.5);
    const points = pointStatistics(rowsOf(X, y));
    const [best] = points[likelyBest(points, [...X.keys()], space)].x;
    assert(Math.abs(best - 1) < 0.5, `${best} with seed ${seed}`);
  }
});

Deno.test("likelyBest() is no point that the model has not seen, where it cannot hold all", () => {
  const random = createStream("many");
  const X = Array.from({ length: 320 }, () => 8 * random() - 4);
  const y = X.map((a) => (a - 1) * (a - 1) + random() - 0.5);
  const best = (X: readonly number[], y: readonly number[]) => {
    const points = pointStatistics(rowsOf(X, y));
    return points[likelyBest(points, [...X.keys()], space)].x[0];
  };
  const expected = best(X, y);
  // On one side of it, or on the other, the prediction is smaller still.
  const bad = [expected - 1e-3, expected + 1e-3];
  assertEquals(best([...bad, ...X], [25, 25, ...y]), expected);
});

Deno.test("likelyBest() is the first of equal points", () => {
  const points = pointStatistics(rowsOf(grid, grid.map(() => 2)));
  assertEquals(likelyBest(points, [...points.keys()].slice(3), space), 3);
});

Deno.test("likelyBest() believes a small mean of many replicates", () => {
  const noise = [-0.3, 0.3, -0.2, 0.2];
  const X = grid.flatMap((a) => noise.map(() => a));
  const y = grid.flatMap((_, i) => noise.map((value) => lucky[i] - (i === 14 ? 1 : 0) + value));
  assertEquals(incumbentOf(recordOf(rowsOf(X, y)))?.x, [LUCKY]);
});

Deno.test("likelyBest() chooses among the candidates alone, by means where points are few", () => {
  const points = pointStatistics(rowsOf(grid, lucky));
  const inside = [...points.keys()].filter((i) => grid[i] < 0);
  assertEquals(points[likelyBest(points, inside, space)].x, [-0.5]);
  assertEquals(likelyBest(pointStatistics(rowsOf([0, 1], [1, 0])), [0, 1], space), 1);
});

Deno.test("incumbentOf() under noise follows the rows that a record has", () => {
  const rows = rowsOf(grid, lucky);
  const known = recordOf(rows);
  assert(incumbentOf(known) === incumbentOf({ ...known, rows: [...rows] }), "fitted again");
  const changed = rows.with(10, { ...rows[10], y: 20 });
  assert(incumbentOf(recordOf(changed))?.x[0] !== 1);
  assertEquals(incumbentOf(known)?.x, [1]);
  assertEquals(incumbentOf(recordOf([])), undefined);
});

Deno.test("Spot.minX under noise is a point of the run, with the mean of its responses", async () => {
  const random = createStream("noise");
  const funControl = funControlInit({
    lower: [-4],
    upper: [4],
    funEvals: 16,
    noise: true,
    seed: 2,
  });
  const fun = ([a]: readonly number[]) => (a - 1) * (a - 1) + 4 * random();
  const { record, minX, minY } = await new Spot({ fun, funControl }).run();
  const own = pointStatistics(record.rows).find(({ x }) => x[0] === minX[0]);
  assertEquals(own?.mean, minY);
});
