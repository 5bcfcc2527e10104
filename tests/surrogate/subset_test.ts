import { assertEquals } from "@std/assert";
import { chooseSubset } from "../../spot/surrogate/subset.ts";

const U = Float64Array.from([0, 0.1, 0.2, 0.3, 0.5, 1]);

Deno.test("chooseSubset() takes the better half by response, the newest quarter, and fills the space", () => {
  const points = Float64Array.from([0, 0.1, 0.2, 0.3, 1, 0.15]);
  const y = [5, 1, 0, 4, 3, 2];
  // 1 and 2 are the best, 5 is the newest, 4 the farthest from them.
  assertEquals(chooseSubset({ U: points, k: 1, y, count: 4 }), [1, 2, 4, 5]);
  assertEquals(chooseSubset({ U: points, k: 1, y, count: 3 }), [1, 2, 4]);
});

Deno.test("chooseSubset() takes the earlier point if there is a tie", () => {
  const same = new Float64Array(6);
  assertEquals(chooseSubset({ U: same, k: 1, y: [1, 1, 1, 1, 1, 1], count: 2 }), [0, 1]);
});

Deno.test("chooseSubset() takes all points if there are few", () => {
  assertEquals(chooseSubset({ U, k: 1, y: [3, 1, 2, 9, 8, 7], count: 6 }), [0, 1, 2, 3, 4, 5]);
});
