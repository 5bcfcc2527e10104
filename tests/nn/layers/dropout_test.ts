import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { dropout, dropoutKey, dropoutStepKey } from "../../../spot/nn/layers/dropout.ts";

const COUNT = 40_000;

function maskOf(probability: number, key: number, first = 0, count = COUNT): Float64Array {
  const work = new Float64Array(2 * count).fill(1);
  dropout(work, { at: 0, slope: count, count, first }, { key, probability });
  assertEquals(work.subarray(0, count), work.subarray(count), "output and derivative differ");
  return work.slice(0, count);
}

Deno.test("dropout() drops with the probability and keeps the mean", () => {
  for (const probability of [0.01, 0.3, 0.5, 0.9]) {
    const mask = maskOf(probability, dropoutKey(dropoutStepKey(1, 2), 3));
    const kept = mask.filter((factor) => factor > 0);
    assert(kept.every((factor) => factor === 1 / (1 - probability)));
    // Five standard deviations of a binomial share.
    const tolerance = 5 * Math.sqrt((probability * (1 - probability)) / COUNT);
    const share = 1 - kept.length / COUNT;
    assert(Math.abs(share - probability) < tolerance, `${share} instead of ${probability}`);
  }
});

Deno.test("dropout() decides by position alone, in whatever pieces a layer is worked", () => {
  const whole = maskOf(0.4, 7);
  assertEquals(maskOf(0.4, 7, 100, 50), whole.slice(100, 150));
});

Deno.test("dropoutKey() gives unrelated masks to every seed, step and layer", () => {
  const keys = [[1, 1, 1], [2, 1, 1], [1, 2, 1], [1, 1, 2]].map(([a, b, c]) =>
    dropoutKey(dropoutStepKey(a, b), c)
  );
  const masks = keys.map((key) => maskOf(0.5, key));
  for (const [i, a] of masks.entries()) {
    for (const b of masks.slice(i + 1)) {
      assertNotEquals(a, b);
      const agreeing = a.filter((factor, k) => factor === b[k]).length / COUNT;
      assert(Math.abs(agreeing - 0.5) < 0.0125, `${agreeing} agree`);
    }
  }
});
