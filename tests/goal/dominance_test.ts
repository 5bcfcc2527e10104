import { assertEquals } from "@std/assert";
import { createStream, randomInteger } from "../../spot/core/random/stream.ts";
import { dominates, nonDominatedRows, paretoRanks } from "../../spot/goal/dominance.ts";

Deno.test("dominates() asks for nowhere larger and somewhere smaller", () => {
  assertEquals(dominates([1, 2], [1, 3]), true);
  assertEquals(dominates([1, 2], [1, 2]), false);
  assertEquals(dominates([0, 3], [1, 2]), false);
  assertEquals(dominates([NaN, 0], [1, 1]), false);
});

Deno.test("nonDominatedRows() keeps all copies of a row if it is on the front", () => {
  assertEquals(nonDominatedRows([[1, 2], [2, 1], [2, 2], [1, 2]]), [0, 1, 3]);
  assertEquals(nonDominatedRows([[3, 3], [1, 1], [3, 3], [1, 1]]), [1, 3]);
});

Deno.test("nonDominatedRows() does not count rows if they failed", () => {
  assertEquals(nonDominatedRows([[NaN, 0], [2, 2], [-Infinity, 0], [0, Infinity], []]), [1]);
  assertEquals(nonDominatedRows([[NaN, 0]]), []);
  assertEquals(nonDominatedRows([]), []);
});

Deno.test("nonDominatedRows() has the smallest row if there is one objective", () => {
  assertEquals(nonDominatedRows([[3], [1], [2], [1]]), [1, 3]);
});

Deno.test("paretoRanks() equals peeling front after front, for any number of objectives", () => {
  const random = createStream("ranks");
  for (const m of [1, 2, 3, 5]) {
    const Y = Array.from(
      { length: 60 },
      () => Array.from({ length: m }, () => randomInteger(random, 6) || (random() < 0.1 ? NaN : 0)),
    );
    Y.push([]);
    assertEquals(paretoRanks(Y), peeled(Y));
  }
});

function peeled(Y: readonly number[][]): number[] {
  const ranks = Y.map(() => Infinity);
  let left = [...Y.keys()].filter((i) => Y[i].length > 0 && Y[i].every(Number.isFinite));
  for (let rank = 0; left.length > 0; rank++) {
    const front = left.filter((i) => !left.some((j) => dominates(Y[j], Y[i])));
    for (const i of front) ranks[i] = rank;
    left = left.filter((i) => !front.includes(i));
  }
  return ranks;
}

Deno.test("paretoRanks() does not change if rows change their order", () => {
  const random = createStream("order");
  const Y = Array.from({ length: 40 }, () => [random(), random(), random()]);
  const ranks = paretoRanks(Y);
  assertEquals(paretoRanks(Y.toReversed()), ranks.toReversed());
});
