import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { frontImprovement } from "../../spot/infill/front_improvement.ts";

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
