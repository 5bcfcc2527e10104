import { assertEquals } from "@std/assert";
import { chooseSubset } from "../../spot/surrogate/subset.ts";

const U = Float64Array.from([0, 0.1, 0.2, 0.3, 0.5, 1]);

Deno.test("chooseSubset() takes the better half by response and fills the space with the rest", () => {
  const y = [5, 1, 0, 4, 3, 2];
  assertEquals(chooseSubset({ U, k: 1, y, count: 4 }), [1, 2, 4, 5]);
});

Deno.test("chooseSubset() takes the earlier point if there is a tie", () => {
  const same = new Float64Array(6);
  assertEquals(chooseSubset({ U: same, k: 1, y: [1, 1, 1, 1, 1, 1], count: 2 }), [0, 1]);
});

Deno.test("chooseSubset() takes all points if there are few", () => {
  assertEquals(chooseSubset({ U, k: 1, y: [3, 1, 2, 9, 8, 7], count: 6 }), [0, 1, 2, 3, 4, 5]);
});
