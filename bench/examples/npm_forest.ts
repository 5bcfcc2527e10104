/** An npm library's model, tuned on two cores: `deno run -A npm_forest.ts`. */
// deno-lint-ignore no-import-prefix
import { RandomForestRegression } from "npm:ml-random-forest@2.1.0";
import {
  defineObjective,
  defineSpace,
  diabetes,
  float,
  funControlInit,
  int,
  makeParallel,
  Spot,
} from "@spot/spot";
import { splitRows } from "@spot/spot/nn";

const space = defineSpace({
  trees: int(5, 40, { scale: "log" }),
  maxFeatures: float(0.2, 1),
  minSamples: int(2, 30, { scale: "log" }),
  maxDepth: int(2, 8),
});

const { features, target } = await diabetes();
const { trainRows, valRows } = splitRows(features.length, { seed: 1 });
const pick = <T>(all: ArrayLike<T>, rows: readonly number[]) => rows.map((row) => all[row]);
const X = (rows: readonly number[]) => pick(features, rows).map((row) => [...row]);

/** The mean squared error on rows that the forest has not seen. */
export const validate = defineObjective(
  import.meta.url,
  "validate",
  space,
  ({ trees, maxFeatures, minSamples, maxDepth }) => {
    const forest = new RandomForestRegression({
      nEstimators: trees,
      maxFeatures,
      treeOptions: { minNumSamples: minSamples, maxDepth },
      replacement: true,
      noOOB: true,
      seed: 1,
    });
    forest.train(X(trainRows), pick(target, trainRows));
    const predicted = forest.predict(X(valRows));
    const squares = pick(target, valRows).map((y, i) => (y - predicted[i]) ** 2);
    return squares.reduce((sum, square) => sum + square, 0) / squares.length;
  },
);

// Workers import this file, too.
if (import.meta.main) {
  await using fun = makeParallel(validate, { numCores: 2 });
  const spot = await new Spot({ fun, funControl: funControlInit({ funEvals: 25 }) }).run();
  console.log(spot.minConfiguration, Math.round(spot.minY));
}
