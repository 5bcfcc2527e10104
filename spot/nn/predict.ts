/** Predictions of trained networks, in the units of the table. @module */
import { checkMatrix } from "../../data/check_matrix.ts";
import { applyScaler, invertScaler, type Scaler } from "../../data/scaler.ts";
import { show } from "../core/options/options.ts";
import { NNResNetRegressor } from "./resnet.ts";
import type { ReadonlyStateDict } from "./state_dict.ts";
import type { TrainingConfiguration } from "./training_configuration.ts";

/** What a prediction needs of a training; the result of `trainModel` has it all. Plain data, also as JSON. */
export interface TrainedModel {
  /** Width and activation of the network. */
  readonly configuration: Pick<TrainingConfiguration, "l1" | "actFn">;
  /** Weights and running statistics. */
  readonly stateDict: ReadonlyStateDict;
  /** Applied to features. */
  readonly featureScaler: Scaler;
  /** Undone on outputs. */
  readonly targetScaler: Scaler;
}

/** Rows that go through the network at once: bounds its memory. */
const CHUNK = 1024;

/**
 * Predicts targets with a trained network in eval mode: running statistics, no dropout.
 *
 * @param model What `trainModel` or `testModel` returned.
 * @param X n rows of lIn numbers, in the units of the table that was learnt from.
 * @returns n x lOut numbers, row by row, in the target's units.
 * @throws {TypeError | RangeError} If X is not rows of finite numbers, or of another width.
 *
 * @example
 * ```ts
 * import { diabetes } from "@spot/spot";
 * import { predict, testModel } from "@spot/spot/nn";
 *
 * const configuration = {
 *   l1: 8,
 *   actFn: "Swish",
 *   optimizer: "Adam",
 *   epochs: 32,
 *   batchSize: 32,
 *   dropoutProb: 0.1,
 *   lrMult: 5,
 *   patience: 4,
 *   initialization: "xavier_normal",
 * } as const;
 * const data = await diabetes();
 * const model = testModel(configuration, { data, scaler: "standard", scaleTarget: true });
 * const yHat = predict(model, data.features.slice(0, 3));
 * ```
 */
export function predict(
  model: TrainedModel,
  X: readonly (readonly number[])[],
): Float64Array {
  return makePredictor(model, Array.isArray(X) ? X.length : 1)(X);
}

/**
 * Makes a function that predicts as {@linkcode predict} does, with one network for all calls: making that
 * takes longer than many rows. Later changes of the model are not seen.
 *
 * @param model What `trainModel` or `testModel` returned.
 * @returns The function of X, n rows of lIn numbers, to n x lOut numbers.
 * @throws {TypeError} If the model is none.
 *
 * @example
 * ```ts
 * import { diabetes } from "@spot/spot";
 * import { createPredictor, testModel } from "@spot/spot/nn";
 *
 * const configuration = {
 *   l1: 8,
 *   actFn: "Swish",
 *   optimizer: "Adam",
 *   epochs: 32,
 *   batchSize: 32,
 *   dropoutProb: 0.1,
 *   lrMult: 5,
 *   patience: 4,
 *   initialization: "xavier_normal",
 * } as const;
 * const data = await diabetes();
 * const predictRows = createPredictor(testModel(configuration, { data }));
 * for (const row of data.features.slice(0, 3)) console.log(predictRows([row]));
 * ```
 */
export function createPredictor(
  model: TrainedModel,
): (X: readonly (readonly number[])[]) => Float64Array {
  return makePredictor(model, 1);
}

/** Makes a predictor whose network has room for so many rows, and is made anew where there are more. */
function makePredictor(
  model: TrainedModel,
  rows: number,
): (X: readonly (readonly number[])[]) => Float64Array {
  checkModel(model);
  const { configuration: { l1, actFn }, stateDict } = model;
  const [featureScaler, targetScaler] = [model.featureScaler, model.targetScaler].map(copyOf);
  const lIn = featureScaler.shift.length;
  const lOut = targetScaler.shift.length;
  const makeNetwork = (capacity: number, state: ReadonlyStateDict) => {
    const network = new NNResNetRegressor({ lIn, lOut, l1, actFn, capacity }).eval();
    network.loadStateDict(state);
    return network;
  };
  let capacity = Math.max(1, Math.min(CHUNK, rows));
  let network = makeNetwork(capacity, stateDict);
  return (X) => {
    checkMatrix("predict", "X", X, lIn);
    if (Math.min(CHUNK, X.length) > capacity) {
      capacity = Math.min(CHUNK, Math.max(X.length, 2 * capacity));
      network = makeNetwork(capacity, network.stateDict());
    }
    const outputs = new Float64Array(X.length * lOut);
    for (let start = 0; start < X.length; start += CHUNK) {
      const rows = X.slice(start, start + CHUNK).map((row) => [
        ...applyScaler(featureScaler, Float64Array.from(row)),
      ]);
      outputs.set(network.forward(rows), start * lOut);
    }
    return invertScaler(targetScaler, outputs);
  };
}

function copyOf({ name, shift, scale }: Scaler): Scaler {
  return { name, shift: [...shift], scale: [...scale] };
}

/** What `predict` reads of a model. */
const parts = ["configuration", "stateDict", "featureScaler", "targetScaler"] as const;

function checkModel(model: unknown): asserts model is TrainedModel {
  const why = "Cannot predict as 'model' must be what trainModel or testModel returned";
  if (!isObject(model)) {
    throw new TypeError(`${why}: current value is ${show(model)}`);
  }
  const missing = parts.find((part) => !isObject(Reflect.get(model, part)));
  if (missing) throw new TypeError(`${why}: '${missing}' is missing`);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
