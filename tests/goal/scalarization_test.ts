import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { augmentedChebyshev, drawWeights, scaledByFront } from "../../spot/goal/scalarization.ts";

Deno.test("scaledByFront() scales the front to the unit cube", () => {
  const Y = [[], [10, 5], [20, 3], [30, 9], [NaN, 1]];
  assertEquals(scaledByFront(Y), [[], [0, 1], [1, 0], [2, 3], [NaN, -1]]);
  assertEquals(scaledByFront([[NaN, 1], []]), [[NaN, 1], []]);
});

Deno.test("scaledByFront() scales by all rows if the front is one point", () => {
  assertEquals(scaledByFront([[1, 2], [3, 2]]), [[0, 0], [1, 0]]);
  assertEquals(scaledByFront([]), []);
});

Deno.test("drawWeights() draws from the simplex uniformly", () => {
  const random = createStream("weights");
  const draws = Array.from({ length: 4000 }, () => drawWeights(4, random));
  for (const weights of draws) {
    assert(weights.every((weight) => weight >= 0));
    assertAlmostEquals(weights.reduce((sum, weight) => sum + weight), 1, 1e-15);
  }
  // A weight is below t with probability 1 - (1 - t)^3; five standard deviations of 4000 draws.
  for (let j = 0; j < 4; j++) {
    const share = draws.filter((weights) => weights[j] < 0.2).length / 4000;
    assertAlmostEquals(share, 0.488, 0.04);
  }
  assertEquals(drawWeights(3, createStream(1)), drawWeights(3, createStream(1)));
});

Deno.test("augmentedChebyshev() is the largest weighted response and a share of their sum", () => {
  assertAlmostEquals(augmentedChebyshev([0.5, 0.2], [0.4, 0.6]), 0.216, 1e-15);
});

Deno.test("augmentedChebyshev() prefers the middle of a concave front, which no sum does", () => {
  const front = [[0, 1], [0.75, 0.75], [1, 0]];
  const best = (weights: number[]) => {
    const values = front.map((responses) => augmentedChebyshev(responses, weights));
    return values.indexOf(Math.min(...values));
  };
  assertEquals([best([0.9, 0.1]), best([0.5, 0.5]), best([0.1, 0.9])], [0, 1, 2]);
});

Deno.test("scaledByFront() scales by the front of some rows, if it is told which", () => {
  const Y = [[0, 0], [1, 3], [2, 1], [3, 5]];
  assertEquals(scaledByFront(Y, [1, 2, 3]), [[-1, -0.5], [0, 1], [1, 0], [2, 2]]);
});
