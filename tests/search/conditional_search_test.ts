import { assert, assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { defineSpace, factor, float, int } from "../../spot/core/space/define_space.ts";
import { createDomain } from "../../spot/core/space/domain.ts";
import { localSpace } from "../../spot/infill/local_space.ts";
import { makeCandidates } from "../../spot/search/candidates.ts";
import { discreteMoves, everyPoint } from "../../spot/search/discrete_moves.ts";
import { createDistinctPoints, distance } from "../../spot/search/distinct_points.ts";
import { searchMixed } from "../../spot/search/mixed_search.ts";
import { randomNewPoint } from "../../spot/search/random_point.ts";

const { variables, constraint } = defineSpace({
  a: float(0, 1),
  b: float(0, 1, { when: { a: [0.5, 1] } }),
  f: factor(["p", "q", "r"]),
  n: int(1, 30, { when: { f: ["p", "q"] } }),
}, { constraint: ({ a, n = 1 }) => a < 0.9 && n !== 7 });
const domain = createDomain(variables, [constraint!]);
const { space, canonical, isAllowed } = domain;
const options = { domain, spread: 80, neighbours: 20, nStarts: 4, maxEvaluations: 60 };

Deno.test("makeCandidates() makes canonical points that are allowed, also in a part of the space", () => {
  const centre = canonical([0.6, 0.2, 2, 1]);
  for (const part of [space, localSpace(space, centre, 0.2)]) {
    const random = createStream("candidates");
    const points = makeCandidates(part, { ...options, random, centres: [centre] });
    assertEquals(points.length, 100);
    for (const x of points) assertEquals([x, isAllowed(x)], [canonical(x), true]);
  }
});

Deno.test("makeCandidates() gives anything to what is inactive at the centre", () => {
  const random = createStream("anything");
  const centre = canonical([0.45, 0, 0, 3]);
  const all = makeCandidates(space, {
    ...options,
    random,
    spread: 0,
    centres: [centre],
    neighbours: 400,
  });
  const b = all.filter(([a]) => a >= 0.5).map(([, b]) => b);
  assert(b.length > 10 && Math.min(...b) < 0.25 && Math.max(...b) > 0.75, `${b}`);
});

Deno.test("localSpace() keeps the whole range of what is inactive at the centre", () => {
  const [, b, , n] = localSpace(space, canonical([0.2, 0.1, 0, 15]), 0.1);
  assertEquals([b.lower, b.upper], [0, 1]);
  assert(n.upper - n.lower < 29);
});

Deno.test("discreteMoves() moves nothing that is inactive, nor to what is forbidden", () => {
  const x = canonical([0.2, 0.5, 2, 1]);
  assertEquals(discreteMoves(space, x, domain), [[0.2, 0.5, 0, 16], [0.2, 0.5, 1, 16]]);
  const moves = discreteMoves(space, [0.2, 0.5, 0, 8], domain);
  assert(moves.some(([, , , n]) => n === 9) && !moves.some(([, , , n]) => n === 7));
  assert(moves.some(([, , f, n]) => f === 2 && n === 16));
});

Deno.test("searchMixed() finds minima on both sides of a condition, and on a constraint's edge", () => {
  const target = (value: (x: ArrayLike<number>) => number, slopes: readonly number[]) => ({
    value,
    valueWithGradient(x: ArrayLike<number>, gradient: Float64Array) {
      gradient.set(slopes);
      return value(x);
    },
  });
  const search = (value: (x: ArrayLike<number>) => number, slopes: readonly number[]) =>
    searchMixed(space, target(value, slopes), {
      ...options,
      random: createStream("sides"),
      centres: [],
    });
  // Falls towards a = 0.9, where it ends.
  const rated = search((x) => x[1] - 3 * x[0], [-3, 1, 0, 0]);
  for (const { x } of rated) assertEquals([x, isAllowed([...x])], [canonical(x), true]);
  const [{ x: [a, b] }] = rated;
  assert(a < 0.9 && a > 0.89 && b < 1e-6, `${a}, ${b}`);
  // Falls towards a = 0.5, from where on b costs.
  const [{ x: [below] }] = search((x) => x[0] >= 0.5 ? 1 + x[1] : 1 - x[0], [-1, 0, 0, 0]);
  assert(below < 0.5 && below > 0.49, `${below}`);
});

Deno.test("everyPoint() and randomNewPoint() know each configuration of a discrete space once", () => {
  const { variables, constraint } = defineSpace({
    f: factor(["p", "q"]),
    n: int(1, 5, { when: { f: "p" } }),
  }, { constraint: ({ n }) => n !== 2 });
  const small = createDomain(variables, [constraint!]);
  const all = everyPoint(small.space, small);
  assertEquals(all, [[0, 1], [0, 3], [0, 4], [0, 5], [1, 3]]);
  const known = createDistinctPoints(small.space, [], 0);
  const random = createStream("each once");
  const found: string[] = [];
  for (let x; (x = randomNewPoint(small, known, random));) {
    known.add(x);
    found.push(x.join());
  }
  assertEquals(found.sort(), all.map(String).sort());
});

Deno.test("distance() is 1 if only one point has a variable, and 0 in what both lack", () => {
  assertEquals(distance(space, [0.49, 0.5, 2, 16], [0.51, 0.5, 2, 16]), 1);
  assertEquals(distance(space, [0.25, 0.5, 2, 16], [0.5 - 0.125, 0.5, 2, 16]), 0.125);
});
