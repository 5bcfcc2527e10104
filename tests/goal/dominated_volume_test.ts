import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createStream } from "../../spot/core/random/stream.ts";
import { dominatedVolume } from "../../spot/goal/dominated_volume.ts";
import { nonDominatedBoxes } from "../../spot/goal/non_dominated_boxes.ts";
import golden from "../golden/hypervolume.json" with { type: "json" };

Deno.test("dominatedVolume() equals pymoo's values", () => {
  assertEquals(golden.cases.length, 24);
  for (const { points, reference, hypervolume: expected } of golden.cases) {
    assertAlmostEquals(
      dominatedVolume(points as number[][], reference),
      expected,
      1e-12 * expected,
    );
  }
});

Deno.test("dominatedVolume() is 0 if no point is below the reference point in every objective", () => {
  assertEquals(dominatedVolume([], [1, 1]), 0);
  assertEquals(dominatedVolume([[1, 0], [0, 1], [2, -5]], [1, 1]), 0);
  assertEquals(dominatedVolume([[NaN, 0], [-Infinity, 0], []], [1, 1]), 0);
});

Deno.test("dominatedVolume() refuses a reference point if it does not fit the objectives", () => {
  const rule =
    "Cannot compute the hypervolume as 'reference' must have one finite number per objective (2)";
  for (const reference of [[1], [1, 1, 1], [1, NaN], [1, Infinity]]) {
    assertThrows(() => dominatedVolume([[], [0, 0]], reference), RangeError, rule);
  }
});

Deno.test("dominatedVolume() does not change if points are repeated, dominated or reordered", () => {
  const random = createStream("volume");
  for (const m of [1, 2, 3, 4, 5]) {
    const reference = Array(m).fill(1);
    const Y = Array.from({ length: 12 }, () => reference.map(() => random()));
    const more = [...Y, Y[3], Y[5].map((value) => value + 0.01)].toReversed();
    const volume = dominatedVolume(Y, reference);
    assertAlmostEquals(dominatedVolume(more, reference), volume, 1e-14);
    assert(volume > 0);
  }
});

Deno.test("dominatedVolume() counts the cells that points with small integer coordinates dominate", () => {
  const Y = [[0, 3, 2, 1], [1, 1, 1, 3], [2, 0, 3, 0], [3, 2, 0, 2], [1, 3, 2, 0]];
  let cells = 0;
  for (let cell = 0; cell < 256; cell++) {
    const at = [cell & 3, (cell >> 2) & 3, (cell >> 4) & 3, cell >> 6];
    if (Y.some((point) => point.every((value, j) => value <= at[j]))) cells++;
  }
  assertEquals(dominatedVolume(Y, [4, 4, 4, 4]), cells);
});

Deno.test("nonDominatedBoxes() has what the hypervolume leaves, in 2 n + 1 boxes at most", () => {
  const random = createStream("boxes");
  for (const m of [2, 3]) {
    for (const n of [0, 1, 2, 7, 40]) {
      const reference = Array(m).fill(1);
      // Few values, so that coordinates coincide.
      const level = () => Math.floor(random() * 12) / 10;
      const front = Array.from({ length: n }, () => reference.map(level));
      const boxes = nonDominatedBoxes(front, reference);
      const volume = boxes.reduce(
        (sum, { lower, upper }) =>
          sum + lower.reduce((product, low, j) => product * (upper[j] - Math.max(0, low)), 1),
        0,
      );
      assertAlmostEquals(volume, 1 - dominatedVolume(front, reference), 1e-13);
      assert(boxes.length <= (m === 2 ? n + 1 : 2 * n + 1));
      assert(boxes.every(({ lower, upper }) => lower.every((low, j) => low < upper[j])));
    }
  }
});
