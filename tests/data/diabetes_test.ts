import { assertEquals, assertRejects } from "@std/assert";
import { diabetes } from "../../data/diabetes.ts";
import golden from "../golden/diabetes_scaled_rows.json" with { type: "json" };

Deno.test("diabetes() equals the scaled rows of the golden file", async () => {
  const { features, target } = await diabetes();
  golden.rows.forEach((row, i) => {
    golden.scaled[i].forEach((expected, column) => {
      const error = Math.abs(features[row][column] - expected);
      // Another order of summation moves the last bits: 1e-15 is 2e-14 of a column's deviation.
      if (error > 1e-15) throw new Error(`row ${row}, column ${column}: off by ${error}`);
    });
    assertEquals(target[row], golden.target[i]);
  });
});

Deno.test("diabetes() has 442 rows of ten named features", async () => {
  const { features, target, featureNames, targetName } = await diabetes();
  assertEquals([features.length, target.length], [442, 442]);
  assertEquals(featureNames, ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]);
  assertEquals(targetName, "target");
  assertEquals([Math.min(...target), Math.max(...target)], [25, 346]);
});

Deno.test("diabetes() gives raw features if scaled is false", async () => {
  const { features, target } = await diabetes({ scaled: false });
  assertEquals(features[0], [59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87]);
  assertEquals(target[0], 151);
});

Deno.test("diabetes() gives a table of its own to every caller", async () => {
  const first = await diabetes();
  first.features[0][0] = NaN;
  first.target[0] = NaN;
  const second = await diabetes();
  assertEquals(second.target[0], 151);
  assertEquals(Number.isFinite(second.features[0][0]), true);
});

Deno.test("diabetes() rejects if an option is unknown or not a boolean", async () => {
  const load = (options: object) => () => diabetes(options);
  await assertRejects(load({ scale: false }), TypeError, "did you mean 'scaled'?");
  const message =
    "Cannot load the diabetes data as 'scaled' must be true or false: current value is";
  await assertRejects(load({ scaled: "no" }), TypeError, message);
});
