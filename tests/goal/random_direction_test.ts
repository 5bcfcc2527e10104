import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { drawDirection } from "../../spot/goal/random_direction.ts";

Deno.test("drawDirection() draws from the sphere uniformly", () => {
  const random = createStream("directions");
  const draws = Array.from({ length: 4000 }, () => drawDirection(3, random));
  for (const direction of draws) {
    assert(direction.every((part) => part >= 0.01));
    const square = direction.reduce((sum, part) => sum + part * part, 0);
    assertAlmostEquals(square, 1, 3e-4);
  }
  // Archimedes: on the sphere of three dimensions each part is uniform; five deviations of 4000 draws.
  for (let j = 0; j < 3; j++) {
    const share = draws.filter((direction) => direction[j] < 0.3).length / 4000;
    assertAlmostEquals(share, 0.3, 0.036);
  }
  assertEquals(drawDirection(4, createStream(1)), drawDirection(4, createStream(1)));
});
