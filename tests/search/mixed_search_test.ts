import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { createDomain } from "../../spot/core/space/domain.ts";
import { discreteMoves, everyPoint } from "../../spot/search/discrete_moves.ts";
import { makeCandidates } from "../../spot/search/candidates.ts";
import { searchMixed, type SearchTarget } from "../../spot/search/mixed_search.ts";
import { factor, float, int } from "../_variables.ts";

const space = [float("a", -2, 5), int("n", 0, 1000), factor("f", ["x", "y", "z"]), int("m", 1, 6)];

/** Smallest, -1, at a = 1.25, n = 613, f = z, m = 2; counts what it was asked for. */
function target(asked: (readonly number[])[] = []): SearchTarget {
  const value = (x: ArrayLike<number>) => {
    asked.push(Array.from(x));
    const [a, n, f, m] = [x[0] - 1.25, (x[1] - 613) / 100, x[2] === 2 ? -1 : 0, x[3] - 2];
    return f + a * a + n * n + 0.1 * m * m;
  };
  return {
    value,
    valueWithGradient(x, gradient) {
      gradient.fill(7);
      gradient[0] = 2 * (x[0] - 1.25);
      return value(x);
    },
  };
}

const domain = createDomain(space);
const options = { domain, spread: 60, neighbours: 10, nStarts: 4, maxEvaluations: 40 };

Deno.test("searchMixed() finds the minimum over floats, integers and factors", () => {
  const random = createStream("mixed search");
  const [best] = searchMixed(space, target(), { ...options, random, centres: [[0, 500, 0, 3]] });
  assertAlmostEquals(best.x[0], 1.25, 1e-6);
  assertEquals(best.x.slice(1), [613, 2, 2]);
  assertAlmostEquals(best.value, -1, 1e-10);
});

Deno.test("searchMixed() rates only points with discrete variables at their values", () => {
  const asked: (readonly number[])[] = [];
  const random = createStream("exact moves");
  searchMixed(space, target(asked), { ...options, random, centres: [[0, 500, 0, 3]] });
  assert(asked.length > 60);
  for (const [a, n, f, m] of asked) {
    assert(a >= -2 && a <= 5, `a is ${a}`);
    assert([n, f, m].every(Number.isInteger), `${[n, f, m]}`);
    assert(n >= 0 && n <= 1000 && f >= 0 && f <= 2 && m >= 1 && m <= 6, `${[n, f, m]}`);
  }
});

Deno.test("searchMixed() rates every point of a small discrete space", () => {
  const small = [int("m", 1, 6), factor("f", ["x", "y"])];
  const asked: (readonly number[])[] = [];
  const all = searchMixed(small, {
    value: (x) => {
      asked.push(Array.from(x));
      return (x[0] - 4) * (x[0] - 4) + x[1];
    },
    valueWithGradient: () => NaN,
  }, { ...options, domain: createDomain(small), random: createStream(1), centres: [] });
  assertEquals(asked, everyPoint(small, createDomain(small)));
  assertEquals(all[0], { x: [4, 0], value: 0 });
  assertEquals(all.length, 12);
});

Deno.test("searchMixed() counts values that are not finite as the worst", () => {
  const random = createStream("not finite");
  const line = [float("a", 0, 1)];
  const rated = searchMixed(line, {
    value: (x) => x[0] > 0.5 ? NaN : x[0] < 0.1 ? -Infinity : x[0],
    valueWithGradient: (_x, gradient) => {
      gradient.fill(NaN);
      return NaN;
    },
  }, { ...options, domain: createDomain(line), random, centres: [] });
  assert(rated[0].value >= 0.1 && rated[0].value <= 0.5, `${rated[0].value}`);
  assert(rated.every(({ value }) => !Number.isNaN(value)));
});

Deno.test("discreteMoves() changes one discrete variable, to values within its bounds", () => {
  const x = [0.5, 999, 1, 6];
  const moves = discreteMoves(space, x, domain);
  for (const move of moves) {
    assertEquals(move.filter((value, i) => value !== x[i]).length, 1);
    assert(move.every((value, i) => space[i].lower <= value && value <= space[i].upper));
    assertEquals(move[0], 0.5);
  }
  // n: 1000 and 999 - 1, 2, 4 .. 512; f: two other levels; m: five other values.
  assertEquals(moves.length, 11 + 2 + 5);
});

Deno.test("makeCandidates() stays inside the space, and near the centres", () => {
  const random = createStream("candidates");
  const centre = [5, 0, 2, 6];
  const points = makeCandidates(space, {
    domain,
    random,
    spread: 50,
    centres: [centre],
    neighbours: 40,
  });
  assertEquals(points.length, 90);
  for (const x of points) {
    assert(x.every((value, i) => space[i].lower <= value && value <= space[i].upper), `${x}`);
    assert(x.slice(1).every(Number.isInteger), `${x}`);
  }
  const near = points.slice(50);
  assert(near.every(([a]) => a > 5 - 0.2 * 7 * 2.4 - 1e-9));
  assert(near.some((x) => x.some((value, i) => value !== centre[i])));
});
