import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { createStream, permutation, randomInteger } from "../../../spot/core/random/stream.ts";

const draw = (random: () => number, n: number) => Array.from({ length: n }, random);

Deno.test("createStream() gives the same numbers if the keys are the same, others otherwise", () => {
  assertEquals(draw(createStream(1, "row", 0), 5), draw(createStream(1, "row", 0), 5));
  assertNotEquals(draw(createStream(1, "row", 0), 5), draw(createStream(1, "row", 1), 5));
  assertNotEquals(draw(createStream(1, "row", 0), 5), draw(createStream(2, "row", 0), 5));
});

Deno.test("createStream() is uniform on [0, 1)", () => {
  const n = 20_000;
  const counts = new Array(10).fill(0);
  const random = createStream("uniform");
  for (let i = 0; i < n; i++) counts[Math.floor(random() * 10)]++;
  // Chi-squared with 9 degrees of freedom: 27.9 is exceeded once in 1,000 seeds.
  const chi2 = counts.reduce((sum, c) => sum + (c - n / 10) ** 2 / (n / 10), 0);
  assert(chi2 < 27.9, `chi-squared is ${chi2}`);
});

Deno.test("permutation() holds every number once", () => {
  const order = permutation(createStream(3), 50);
  assertEquals([...order].sort((a, b) => a - b), Array.from({ length: 50 }, (_, i) => i));
});

Deno.test("randomInteger() reaches every value and no other", () => {
  const random = createStream(4);
  const seen = new Set(draw(() => randomInteger(random, 4), 200));
  assertEquals([...seen].sort(), [0, 1, 2, 3]);
});
