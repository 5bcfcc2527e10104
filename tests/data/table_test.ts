import { assertEquals, assertThrows } from "@std/assert";
import { diabetes } from "../../data/diabetes.ts";
import { featureMatrix, targetMatrix } from "../../data/matrix.ts";
import { checkTable, countFeatures, countTargets } from "../../data/table.ts";

const features = [[1, 2], [3, 4], [5, 6]];
const target = [1, 2, 3];

const accepted: Readonly<Record<string, unknown>> = {
  "it has one target": { features, target },
  "it has several targets": { features, target: [[1, 2], [3, 4], [5, 6]] },
  "it has names": { features, target, featureNames: ["a", "b"], targetName: "y" },
  "it has a name per target": { features, target: [[1], [2], [3]], targetName: ["y"] },
  "it has entries of its own": { features, target, source: "somewhere" },
};

for (const [condition, table] of Object.entries(accepted)) {
  Deno.test(`checkTable() accepts a table if ${condition}`, () => checkTable(table));
}

Deno.test("checkTable() accepts the diabetes data", async () => checkTable(await diabetes()));

const sparse = [1, 2, 3];
delete sparse[1];

const refused: Readonly<Record<string, readonly [table: unknown, message: string]>> = {
  "it is undefined": [undefined, "it must be an object with 'features' and 'target'"],
  "it is null": [null, "it must be an object"],
  "it is an array": [[features, target], "it must be an object"],
  "features are missing": [{ target }, "'features' must be an array of rows"],
  "features are empty": [{ features: [], target: [] }, "'features' must have a row: it is empty"],
  "rows are empty": [{ features: [[], [], []], target }, "at least one: row 0 has 0"],
  "a row is not an array": [{ features: [[1], 2, [3]], target }, "'features[1]' must be an array"],
  "rows are ragged": [
    { features: [[1, 2], [3], [5, 6]], target },
    "every row of 'features' must have the same number of columns, at least one: " +
    "row 1 has 1, row 0 has 2",
  ],
  "a row is sparse": [
    { features: [[1, 2, 3], sparse, [1, 2, 3]], target },
    "'features[1][1]' must be a finite number: current value is undefined",
  ],
  "a feature is a string": [
    { features: [[1, 2], [3, "4"], [5, 6]], target },
    "'features[1][1]' must be a finite number: current value is \"4\"",
  ],
  "a feature is null": [{ features: [[null], [1], [2]], target }, "current value is null"],
  "a feature is NaN": [{ features: [[NaN], [1], [2]], target }, "'features[0][0]'"],
  "a feature is a BigInt": [{ features: [[1n], [1], [2]], target }, "current value is 1n"],
  "a feature is infinite": [{ features: [[1], [1], [-Infinity]], target }, "'features[2][0]'"],
  "the target is missing": [{ features }, "'target' must be an array of numbers or rows"],
  "the target is too short": [
    { features, target: [1, 2] },
    "'target' must have one entry per row of 'features': it has 2, 'features' has 3 rows",
  ],
  "a target is a string": [
    { features, target: [1, "2", 3] },
    "'target[1]' must be a finite number: current value is \"2\"",
  ],
  "a target is NaN": [{ features, target: [1, 2, NaN] }, "'target[2]' must be a finite number"],
  "rows of targets are ragged": [
    { features, target: [[1, 2], [3, 4], [5]] },
    "every row of 'target' must have the same number of columns",
  ],
  "one target is a number and the others are rows": [
    { features, target: [1, [2], [3]] },
    "'target[1]' must be a finite number: current value is [2]",
  ],
  "a name is missing": [
    { features, target, featureNames: ["a"] },
    "'featureNames' must have one name per column: it has 1, the table 2 columns",
  ],
  "names are numbers": [{ features, target, featureNames: [1, 2] }, "must hold strings"],
  "names are a string": [{ features, target, featureNames: "ab" }, "must hold strings"],
  "the target's name is a number": [{ features, target, targetName: 3 }, "must hold strings"],
};

for (const [condition, [table, message]] of Object.entries(refused)) {
  Deno.test(`checkTable() throws if ${condition}`, () => {
    const error = assertThrows(() => checkTable(table), Error, message);
    assertEquals(error.message.startsWith("Cannot use the table as "), true, error.message);
  });
}

Deno.test("featureMatrix() gathers the rows asked for, row by row", () => {
  assertEquals(featureMatrix({ features, target }, [2, 0]), Float64Array.of(5, 6, 1, 2));
  assertEquals(featureMatrix({ features, target }), Float64Array.of(1, 2, 3, 4, 5, 6));
});

Deno.test("targetMatrix() gathers one target and several", () => {
  const several = { features, target: [[1, 2], [3, 4], [5, 6]] };
  assertEquals(targetMatrix({ features, target }, [2, 0]), Float64Array.of(3, 1));
  assertEquals(targetMatrix(several, [1]), Float64Array.of(3, 4));
  assertEquals([countFeatures(several), countTargets(several)], [2, 2]);
  assertEquals(countTargets({ features, target }), 1);
});

Deno.test("featureMatrix() throws if a row does not exist", () => {
  for (const row of [-1, 3, 0.5, NaN]) {
    assertThrows(
      () => featureMatrix({ features, target }, [0, row]),
      RangeError,
      "Cannot gather rows as each must be an integer from 0 to 2",
    );
  }
});
