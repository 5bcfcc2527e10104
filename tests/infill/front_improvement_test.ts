import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { drawDirection, frontImprovement } from "../../spot/infill/front_improvement.ts";

const front = [[1, 0, 0.5, 0.2], [0, 1, 0.1, 0.6]];
const reference = [1.2, 1.3, 0.8, 0.9];
const candidate = { mean: [0.5, 0.4, 0.3, 0.3], sd: [0.1, 0.2, 0.1, 0.3] };

Deno.test("frontImprovement() depends on no objective's unit", () => {
  const rate = (m: number, units: readonly number[]) => {
    const scaled = (values: readonly number[]) => values.slice(0, m).map((v, j) => v * units[j]);
    const random = createStream("direction");
    const { mean, sd } = candidate;
    return frontImprovement(front.map(scaled), scaled(reference), random)({
      mean: scaled(mean),
      sd: scaled(sd),
    }).value;
  };
  assertAlmostEquals(rate(4, [8, 0.25, 1, 2]), rate(4, [1, 1, 1, 1]), 1e-12);
  // An improvement in the product of the units.
  assertAlmostEquals(rate(3, [8, 0.25, 2]), rate(3, [1, 1, 1]) + Math.log(4), 1e-12);
});

Deno.test("frontImprovement() has a new direction each time if there are more than three objectives", () => {
  const random = createStream("directions");
  const [a, b] = [1, 2].map(() => frontImprovement(front, reference, random)(candidate).value);
  assert(a !== b);
  const three = (values: readonly number[]) => values.slice(0, 3);
  const [c, d] = [1, 2].map(() =>
    frontImprovement(front.map(three), three(reference), random)({
      mean: three(candidate.mean),
      sd: three(candidate.sd),
    }).value
  );
  assertEquals(c, d);
});

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
