/** Tuning the ResNet on one split of the diabetes data, and its baseline. @module */
import { join } from "node:path";
import type { Configuration, Level } from "../../core/space/variable.ts";
import { makeParallel } from "../../../backends/make_parallel.ts";
import { diabetes } from "../../../data/diabetes.ts";
import { splitRows } from "../../../data/split.ts";
import type { SingleTargetTable } from "../../../data/table.ts";
import { funControlInit } from "../../control/fun_control.ts";
import { designControlInit } from "../../design/design_control.ts";
import { HyperLight } from "../../fun/hyper_light.ts";
import type { RunRecord } from "../../record.ts";
import { incumbentOf } from "../../incumbent.ts";
import type { Progress } from "../../run/progress.ts";
import { computeMetric } from "../../nn/metrics.ts";
import { LightHyperDict } from "../../space/light_hyper_dict.ts";
import { setHyperparameter } from "../../space/set_hyperparameter.ts";
import { Spot } from "../../spot.ts";
import { fitLeastSquares, predictLinear } from "../least_squares.ts";
import { logOfSplit, type TuneOptions } from "./options.ts";

/** What tuning on one split gave. */
export interface SplitResult {
  readonly seed: number;
  readonly record: RunRecord;
  /** Validation mean squared error of the best configuration; NaN if all rows failed. */
  readonly tuned: number;
  /** Validation mean squared error of ordinary least squares on the same split. */
  readonly leastSquares: number;
}

/**
 * The ranges that are searched, in search units: small networks for 160 rows, and from a few epochs
 * to so much patience that nearly no training stops early.
 */
const ranges: Readonly<Record<string, readonly Level[]>> = {
  optimizer: ["Adadelta", "Adam", "Adamax"],
  l1: [2, 5],
  epochs: [5, 9],
  batch_size: [3, 8],
  dropout_prob: [0.0, 0.5],
  patience: [2, 6],
  lr_mult: [0.1, 10.0],
};

/** Tunes on the split of a seed. */
export async function tuneSplit(
  seed: number,
  options: TuneOptions,
  { signal, onStart, onResult }: {
    readonly signal: AbortSignal;
    readonly onStart: (spot: Spot) => void;
    readonly onResult: (progress: Progress) => void;
  },
): Promise<SplitResult> {
  const dataSet = await diabetes();
  const { numCores, method, log, splitSeeds } = options;
  await using fun = makeParallel(new HyperLight().fun, {
    method,
    ...(method !== "sequential" && { numCores }),
    onError: "record",
    ...(log !== undefined && { log: logOfSplit(log, seed, splitSeeds) }),
  });
  const spot = new Spot({ fun, ...controlsOf(seed, options, dataSet) });
  onStart(spot);
  await spot.run({ signal, onResult });
  const { record } = spot;
  return {
    seed,
    record,
    tuned: incumbentOf(record)?.y ?? NaN,
    leastSquares: leastSquaresLoss(dataSet, seed),
  };
}

function controlsOf(testSeed: number, options: TuneOptions, dataSet: SingleTargetTable) {
  const { funEvals, initSize, nPoints, seed, scaler, maxTime, tensorboard, splitSeeds } = options;
  const isOnly = splitSeeds.length === 1;
  const funControl = funControlInit({
    funEvals,
    nPoints,
    maxTime,
    seed,
    dataSet,
    coreModelName: "NNResNetRegressor",
    hyperDict: LightHyperDict,
    lIn: 10,
    lOut: 1,
    testSeed,
    scaler,
    scaleTarget: true,
    tensorboardLog: tensorboard && (isOnly ? tensorboard : join(tensorboard, `split-${testSeed}`)),
  });
  for (const [name, range] of Object.entries(ranges)) {
    setHyperparameter<Configuration, string>(funControl, name, range);
  }
  return { funControl, designControl: designControlInit({ initSize }) };
}

/** Least squares do not depend on the scaling of the features. */
function leastSquaresLoss({ features, target }: SingleTargetTable, seed: number): number {
  const { trainRows, valRows } = splitRows(features.length, { seed });
  const X = (rows: readonly number[]) => rows.map((row) => features[row]);
  const y = (rows: readonly number[]) => rows.map((row) => target[row]);
  const predicted = predictLinear(fitLeastSquares(X(trainRows), y(trainRows)), X(valRows));
  const [yHat, observed] = [Float64Array.from(predicted), Float64Array.from(y(valRows))];
  return computeMetric("mean_squared_error", yHat, observed);
}
