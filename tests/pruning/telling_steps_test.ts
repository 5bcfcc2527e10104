import { assertEquals } from "@std/assert";
import { tellingSteps } from "../../spot/pruning/telling_steps.ts";

const ascending = (length: number) => Array.from({ length }, (_, i) => i);
/** In order but for the first, which stands after `places` others: so many pairs are reversed. */
const late = (length: number, places: number) => [places + 0.5, ...ascending(length).slice(1)];

Deno.test("tellingSteps() asks for an order that is no chance", () => {
  // tau is 1 - 4 p / (n (n - 1)), 1.5 standard deviations 0.612 for 5 rows and 0.243 for 20.
  assertEquals(tellingSteps([ascending(5), late(5, 1), late(5, 2)]), [true, true, false]);
  assertEquals(tellingSteps([late(20, 19)]), [true]);
  assertEquals(tellingSteps([[], [1], [1, 2], [1, 2, 3], [2, 2, 2]]), [
    ...[false, false, false],
    ...[true, false],
  ]);
});

Deno.test("tellingSteps() asks for nearly the final order where curves cross", () => {
  const reversed = ascending(20).reverse();
  // tau is 0.958 with 4 pairs reversed, 0.947 with 5.
  assertEquals(tellingSteps([reversed, late(20, 5), late(20, 4)]), [false, false, true]);
  assertEquals(tellingSteps([late(20, 5), late(20, 4)]), [true, true]);
});
