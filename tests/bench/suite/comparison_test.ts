import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  groups,
  logRegret,
  meanRanks,
  medians,
  type Outcome,
  ranksOf,
} from "../../../bench/suite/comparison.ts";

const outcome = (...regrets: number[]): Outcome => ({ function: 1, dimension: 2, regrets });

Deno.test("ranksOf() gives equal values the mean of their ranks", () => {
  assertEquals(ranksOf([3, 1, 2]), [3, 1, 2]);
  assertEquals(ranksOf([5, 1, 5, 0]), [3.5, 2, 3.5, 1]);
  assertEquals(ranksOf([7, 7, 7]), [2, 2, 2]);
});

Deno.test("logRegret() makes no difference below COCO's precision of 1e-8", () => {
  assertAlmostEquals(logRegret(0.001), -3, 1e-12);
  assertEquals(logRegret(0), logRegret(9e-9));
});

Deno.test("meanRanks() pairs tuners by problem and gives the standard error of the mean", () => {
  // Ranks 1, 1, 2 and 2, 2, 1: sd 1 / sqrt(3), error sd / sqrt(3).
  const outcomes = [outcome(1, 2), outcome(100, 200), outcome(4, 3)];
  const [first, second] = meanRanks(outcomes);
  assertAlmostEquals(first.mean, 4 / 3, 1e-12);
  assertAlmostEquals(second.mean, 5 / 3, 1e-12);
  assertAlmostEquals(first.error, 1 / 3, 1e-12);
  assertEquals(meanRanks([outcome(0, 5e-9)]).map(({ mean }) => mean), [1.5, 1.5]);
});

Deno.test("medians() are of log10 regrets, per tuner", () => {
  const values = medians([outcome(10, 1), outcome(0.1, 1), outcome(1000, 0.01)]);
  assertAlmostEquals(values[0], 1, 1e-12);
  assertAlmostEquals(values[1], 0, 1e-12);
});

Deno.test("groups hold each of the 24 functions once", () => {
  const members = Object.values(groups).flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, i) => first + i)
  );
  assertEquals(members, Array.from({ length: 24 }, (_, i) => i + 1));
});
