import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { splitFolds, splitRows } from "../../data/split.ts";

const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

Deno.test("splitRows() gives 160, 106 and 176 rows of 442", () => {
  const { trainRows, valRows, testRows } = splitRows(442);
  assertEquals([trainRows.length, valRows.length, testRows.length], [160, 106, 176]);
});

Deno.test("splitRows() gives disjoint parts that hold every row", () => {
  for (const n of [8, 10, 99, 442, 1000]) {
    for (const testSize of [0.2, 0.4, 0.5]) {
      const { trainRows, valRows, testRows } = splitRows(n, { testSize, seed: n });
      assertEquals(ascending([...trainRows, ...valRows, ...testRows]), range(n));
    }
  }
});

Deno.test("splitRows() depends on its seed only", () => {
  assertEquals(splitRows(442, { seed: 7 }), splitRows(442, { seed: 7 }));
  assertNotEquals(splitRows(442, { seed: 7 }), splitRows(442, { seed: 8 }));
  assertEquals(splitRows(442), splitRows(442, { testSize: 0.4, seed: 1234 }));
});

Deno.test("splitRows() takes the share that is meant if a product is rounded down", () => {
  // 0.29 * 100 is 28.999999999999996
  assertEquals(splitRows(100, { testSize: 0.29 }).testRows.length, 29);
});

Deno.test("splitRows() throws if there are too few rows or options are wrong", () => {
  assertThrows(
    () => splitRows(3),
    RangeError,
    "two training rows, a validation row and a test row are needed: " +
      "3 rows with 'testSize' 0.4 give 2, 0 and 1",
  );
  assertEquals(splitRows(4).trainRows.length, 2);
  for (const testSize of [0, 1, -0.1, 1.5, NaN]) {
    assertThrows(() => splitRows(442, { testSize }), RangeError, "Cannot split rows as");
  }
  for (const seed of [NaN, -1, 1.5, 2 ** 60]) {
    assertThrows(() => splitRows(442, { seed }), RangeError, "'seed' must be an integer");
  }
  assertThrows(() => splitRows(442, { seed: "abc" as unknown as number }), TypeError, "'seed'");
  assertThrows(() => splitRows(1.5), RangeError, "'n' must be");
});

Deno.test("splitFolds() predicts each row exactly once", () => {
  for (const n of [2, 5, 23, 442]) {
    for (const folds of [2, 3, 5].filter((count) => count <= n)) {
      const parts = splitFolds(n, { folds });
      assertEquals(parts.length, folds);
      assertEquals(ascending(parts.flatMap(({ valRows }) => valRows)), range(n));
      for (const { trainRows, valRows } of parts) {
        assertEquals(ascending([...trainRows, ...valRows]), range(n));
        assertEquals(Math.abs(valRows.length - n / folds) < 1, true);
      }
    }
  }
});

Deno.test("splitFolds() splits the rows given if it is given rows", () => {
  const rows = [7, 9, 30, 41, 58];
  const parts = splitFolds(rows, { folds: 2, seed: 3 });
  assertEquals(ascending(parts.flatMap(({ valRows }) => valRows)), rows);
  assertEquals(parts, splitFolds(rows, { folds: 2, seed: 3 }));
  assertNotEquals(parts, splitFolds(rows, { folds: 2, seed: 4 }));
});

Deno.test("splitFolds() throws if there are fewer than two folds or rows than folds", () => {
  for (const folds of [0, 1, 2.5, NaN, 6]) {
    assertThrows(() => splitFolds(5, { folds }), RangeError, "'folds' must be an integer from 2");
  }
  assertThrows(() => splitFolds([1]), RangeError, "the number of rows");
});
