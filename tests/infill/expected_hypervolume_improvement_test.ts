import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createStream, type Random } from "../../spot/core/random/stream.ts";
import { dominatedVolume } from "../../spot/goal/dominated_volume.ts";
import { expectedHypervolumeImprovement } from "../../spot/infill/expected_hypervolume_improvement.ts";
import logs from "../golden/ehvi_logarithms.json" with { type: "json" };
import golden from "../golden/ehvi.json" with { type: "json" };

interface Case {
  readonly front: number[][];
  readonly reference: number[];
  readonly mean: number[][];
  readonly sd: number[][];
  readonly ehvi: number[];
}

const cases = golden.cases as Case[];

Deno.test("expectedHypervolumeImprovement() equals BoTorch's values", () => {
  assertEquals(cases.length, 10);
  for (const { front, reference, mean, sd, ehvi } of cases) {
    const rate = expectedHypervolumeImprovement(front, reference);
    ehvi.forEach((expected, i) => {
      const { value } = rate({ mean: mean[i], sd: sd[i] });
      // 1e-9 relative, and BoTorch's own rounding: its terms cancel to 1e-16 of the largest.
      assertAlmostEquals(Math.exp(value), expected, 1e-9 * expected + 1e-16);
    });
  }
});

Deno.test("expectedHypervolumeImprovement() equals mpmath's logarithms far below the smallest number", () => {
  assert(logs.cases.flat().some((value) => value < -3000));
  cases.forEach(({ front, reference, mean, sd }, k) => {
    const rate = expectedHypervolumeImprovement(front, reference);
    mean.forEach((_, i) => {
      const expected = logs.cases[k][i];
      const { value } = rate({ mean: mean[i], sd: sd[i] });
      assertAlmostEquals(value, expected, 1e-13 * Math.max(1, Math.abs(expected)));
    });
  });
});

Deno.test("expectedHypervolumeImprovement() is the mean gain of a sample", () => {
  const random = createStream("sample");
  const front = [[0.2, 0.8, 0.4], [0.5, 0.3, 0.6], [0.7, 0.6, 0.1], [0.9, 0.1, 0.9]];
  const reference = [1, 1, 1];
  const prediction = { mean: [0.4, 0.5, 0.4], sd: [0.2, 0.1, 0.3] };
  const known = dominatedVolume(front, reference);
  const gains = Array.from({ length: 5000 }, () => {
    const y = prediction.mean.map((mean, j) => mean + prediction.sd[j] * normal(random));
    return dominatedVolume([...front, y], reference) - known;
  });
  const mean = gains.reduce((sum, gain) => sum + gain) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / gains.length;
  const { value } = expectedHypervolumeImprovement(front, reference)(prediction);
  assertAlmostEquals(Math.exp(value), mean, 4 * Math.sqrt(variance / gains.length));
});

/** Of mean 0 and variance 1, near enough to normal for four digits: a sum of 48 uniform numbers. */
function normal(random: Random): number {
  let sum = -24;
  for (let i = 0; i < 48; i++) sum += random();
  return sum / 2;
}

Deno.test("expectedHypervolumeImprovement() has the derivatives of its rating", () => {
  const random = createStream("slopes");
  for (const m of [2, 3]) {
    const front = Array.from({ length: 9 }, () => Array.from({ length: m }, random));
    const rate = expectedHypervolumeImprovement(front, Array(m).fill(1.1));
    for (const far of [0, 0.5, 8]) {
      const mean = Array.from({ length: m }, () => random() + far);
      const sd = Array.from({ length: m }, () => 0.05 + 0.3 * random());
      const { byMean, bySd } = rate({ mean, sd });
      for (let j = 0; j < m; j++) {
        const h = 1e-6;
        const slope = (at: (step: number) => number) => (at(h) - at(-h)) / (2 * h);
        const dMean = slope((step) => rate({ mean: mean.with(j, mean[j] + step), sd }).value);
        const dSd = slope((step) => rate({ mean, sd: sd.with(j, sd[j] + step) }).value);
        assertAlmostEquals(byMean[j], dMean, 1e-5 * Math.max(1, Math.abs(dMean)));
        assertAlmostEquals(bySd[j], dSd, 1e-5 * Math.max(1, Math.abs(dSd)));
      }
    }
  }
});

Deno.test("expectedHypervolumeImprovement() is the improvement over the front if nothing is uncertain", () => {
  const front = [[0.25, 0.5], [0.5, 0.25]];
  const rate = expectedHypervolumeImprovement(front, [1, 1]);
  const known = { mean: [0.125, 0.375], sd: [0, 0] };
  const gain = dominatedVolume([...front, known.mean], [1, 1]) - dominatedVolume(front, [1, 1]);
  assertAlmostEquals(Math.exp(rate(known).value), gain, 1e-12);
  assert(rate({ mean: [0.6, 0.6], sd: [1e-9, 1e-9] }).value < -1e10);
});
