import { assertAlmostEquals, assertEquals } from "@std/assert";
import { chooseReferencePoint, farReferencePoint } from "../../spot/goal/reference_point.ts";

Deno.test("chooseReferencePoint() lies a tenth of the range beyond both fronts", () => {
  const Y = [[1, 20], [5, 50], [0, 30], [1, 10]];
  assertEquals(chooseReferencePoint(Y), [1.5, 34]);
  const far = [[9, 0], [9, 40], [1, 20], [0, 0]];
  assertEquals(chooseReferencePoint(far), [0.9, 4]);
  assertAlmostEquals(chooseReferencePoint(far, { initial: [0, 1, 2] })![0], 9.9, 1e-15);
  assertEquals(chooseReferencePoint(far, { initial: [0, 1, 2] })![1], 24);
});

Deno.test("chooseReferencePoint() lies beyond the front if it is one point, or all rows are", () => {
  assertEquals(chooseReferencePoint([[1, 2], [11, 2]]), [2, 2.1]);
  assertEquals(chooseReferencePoint([[1, 2]]), [1.1, 2.1]);
});

Deno.test("chooseReferencePoint() has no row to choose from if all failed", () => {
  assertEquals(chooseReferencePoint([]), undefined);
  assertEquals(chooseReferencePoint([[NaN, 1], []], { initial: [0] }), undefined);
});

Deno.test("chooseReferencePoint() follows the units", () => {
  const Y = [[1, 7], [3, 2], [6, 9]];
  const other = Y.map(([a, b]) => [4 * a, 8 * b]);
  const [a, b] = chooseReferencePoint(Y, { initial: [0, 1] })!;
  assertEquals(chooseReferencePoint(other, { initial: [0, 1] }), [4 * a, 8 * b]);
});

Deno.test("chooseReferencePoint() sees the feasible rows and the whole initial design", () => {
  // Range 8 and 9; the feasible front is [4, 4], the initial one [0, 9] and [2, 2].
  const Y = [[0, 9], [2, 2], [8, 8], [4, 4], [1, 0]];
  assertEquals(chooseReferencePoint(Y, { initial: [0, 1], feasible: [2, 3] }), [4.8, 9.9]);
  assertEquals(chooseReferencePoint(Y, { feasible: [2, 3] }), [4.8, 4.9]);
});

Deno.test("farReferencePoint() lies a tenth of the range beyond all rows", () => {
  const [a, b] = farReferencePoint([[1, 20], [6, 50], [0, 30]]);
  assertAlmostEquals(a, 6.6, 1e-15);
  assertEquals(b, 53);
  assertEquals(farReferencePoint([[1, 2], [1, 2]]), [1.1, 2.1]);
});
