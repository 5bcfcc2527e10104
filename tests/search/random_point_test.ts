import { assert, assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { createDomain } from "../../spot/core/space/domain.ts";
import { createDistinctPoints } from "../../spot/search/distinct_points.ts";
import { randomNewPoint, randomPoint } from "../../spot/search/random_point.ts";
import { float, int } from "../_variables.ts";

Deno.test("randomPoint() draws every value of a discrete variable equally often", () => {
  const random = createStream("equal");
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 8000; i++) counts[randomPoint([int("n", 0, 3)], random)[0]]++;
  // 8000 / 4 = 2000, standard deviation 39: 5 of them.
  for (const count of counts) assert(Math.abs(count - 2000) < 195, `${counts}`);
});

Deno.test("randomNewPoint() finds every point of a discrete space, then none", () => {
  const space = [int("a", 1, 20), int("b", -3, 4), int("c", 0, 6)];
  const known = createDistinctPoints(space, [], 0);
  const seen = new Set<string>();
  const random = createStream("every point");
  for (let i = 0; i < 20 * 8 * 7; i++) {
    const x = randomNewPoint(createDomain(space), known, random);
    assert(x, `no point after ${i}`);
    assert(x.every((value, j) => space[j].lower <= value && value <= space[j].upper));
    seen.add(x.join());
    known.add(x);
  }
  assertEquals(seen.size, 20 * 8 * 7);
  assertEquals(randomNewPoint(createDomain(space), known, random), undefined);
});

Deno.test("randomNewPoint() gives up if the tolerance covers a continuous space", () => {
  const space = [float("x")];
  const known = createDistinctPoints(space, [[0.5]], 0.5);
  assertEquals(randomNewPoint(createDomain(space), known, createStream(1)), undefined);
});
