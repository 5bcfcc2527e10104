/**
 * The training loop over prepared data.
 *
 * @module
 */
import { invertScaler, type Scaler } from "../../data/scaler.ts";
import { createStream, type Random, randomInteger } from "../random/stream.ts";
import { activations } from "./activations.ts";
import { type Batch, cutBatches } from "./batches.ts";
import { initialize } from "./initialization.ts";
import { layOut } from "./layout.ts";
import { scheduleFactor } from "./learning_rate_schedule.ts";
import { readOutput, setLossGradient } from "./loss.ts";
import { type MetricName, metrics } from "./metrics.ts";
import { Network } from "./network.ts";
import { createOptimizer } from "./optimizers/create_optimizer.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";
import { type ReadonlyStateDict, readState, type StateDict, writeState } from "./state_dict.ts";
import type { TrainingConfiguration } from "./train_model.ts";
import type { PreparedRows, TrainingData } from "./training_data.ts";

/** How training went on: {@linkcode TrainingResult}'s `status`. */
export type TrainingStatus = "finished" | "stoppedEarly" | "diverged" | "deadline";

/** What is known after an epoch. */
export interface EpochReport {
  /** From 1. */
  readonly epoch: number;
  /** The epochs planned. */
  readonly epochs: number;
  /** The validation metric, to be minimised, in the target's units. */
  readonly valLoss: number;
  readonly learningRate: number;
}

/** What training led to. */
export interface TrainingResult {
  /** What was trained. */
  readonly configuration: TrainingConfiguration;
  /** The validation metric of the last weights; NaN if training diverged before any. */
  readonly valLoss: number;
  readonly valLossPerEpoch: number[];
  readonly learningRatePerEpoch: number[];
  /** Epochs completed. */
  readonly epochsRun: number;
  /**
   * `finished`: all epochs; `stoppedEarly`: no improvement for `patience` epochs; `diverged`: a loss
   * was not finite; `deadline`: out of time.
   */
  readonly status: TrainingStatus;
  /** The last weights and running statistics. */
  readonly stateDict: StateDict;
  /** What scaled the features, and what is to be undone on outputs. */
  readonly featureScaler: Scaler;
  readonly targetScaler: Scaler;
}

/** How to go about a training. */
export interface RunTrainingOptions {
  readonly shuffle?: boolean;
  readonly stateDict?: ReadonlyStateDict;
  readonly seed?: number;
  readonly metric?: MetricName;
  readonly signal?: AbortSignal;
  readonly deadline?: number;
  readonly onEpoch?: (report: EpochReport) => void;
}

/** Trains a network on prepared data; all options have been checked. */
export function runTraining(
  configuration: TrainingConfiguration,
  data: TrainingData,
  options: RunTrainingOptions,
): TrainingResult {
  const { epochs, batchSize, lrMult, patience } = configuration;
  const { shuffle = true, seed = 0, metric = "mean_squared_error", signal, onEpoch } = options;
  const { deadline = Infinity } = options;
  const batches = cutBatches(data.train.n, batchSize);
  const network = buildNetwork(configuration, data, options);
  const { values, parameterCount } = network.arena;
  const optimizer = createOptimizer(
    configuration.optimizer,
    values.subarray(0, parameterCount),
    { lrMult },
  );
  const gradients = values.subarray(parameterCount, 2 * parameterCount);
  const order = Int32Array.from({ length: data.train.n }, (_, i) => i);
  const random = createStream(seed, "shuffle");
  const valLossPerEpoch: number[] = [];
  const learningRatePerEpoch: number[] = [];
  let status: TrainingStatus = "finished";
  let best = Infinity;
  let waited = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    signal?.throwIfAborted();
    if (Date.now() > deadline) {
      status = "deadline";
      break;
    }
    if (shuffle) shuffleOrder(order, random);
    optimizer.learningRate = optimizer.baseLearningRate * scheduleFactor(epoch, epochs);
    if (!trainEpoch(network, data, { batches, order, optimizer, gradients })) {
      status = "diverged";
      break;
    }
    const valLoss = validate(network, data, metric);
    valLossPerEpoch.push(valLoss);
    learningRatePerEpoch.push(optimizer.learningRate);
    onEpoch?.({ epoch: epoch + 1, epochs, valLoss, learningRate: optimizer.learningRate });
    if (!Number.isFinite(valLoss)) {
      status = "diverged";
      break;
    }
    waited = valLoss < best ? 0 : waited + 1;
    best = Math.min(best, valLoss);
    if (waited >= patience) {
      status = "stoppedEarly";
      break;
    }
  }
  const epochsRun = valLossPerEpoch.length;
  const valLoss = status === "diverged" ? NaN : valLossPerEpoch[epochsRun - 1] ?? NaN;
  const stateDict = readState(network.layout.entries, values);
  const { featureScaler, targetScaler } = data;
  return {
    configuration,
    valLoss,
    valLossPerEpoch,
    learningRatePerEpoch,
    epochsRun,
    status,
    stateDict,
    featureScaler,
    targetScaler,
  };
}

function buildNetwork(
  { l1, actFn, dropoutProb, batchSize, initialization }: TrainingConfiguration,
  { lIn, lOut, train }: TrainingData,
  { stateDict, seed = 0 }: RunTrainingOptions,
): Network {
  const layout = layOut({ lIn, lOut, l1 });
  const network = new Network(layout, {
    activation: activations[actFn],
    dropoutProbability: dropoutProb,
    seed,
  }, Math.min(batchSize + 1, train.n));
  const { values } = network.arena;
  if (stateDict) writeState(layout, values, stateDict);
  else initialize(layout, values, { initialization, random: createStream(seed, "weights") });
  return network;
}

function shuffleOrder(order: Int32Array, random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = randomInteger(random, i + 1);
    const swapped = order[i];
    order[i] = order[j];
    order[j] = swapped;
  }
}

/** One pass over the training rows; false at once if the loss is not finite. */
function trainEpoch(
  network: Network,
  { train, lOut }: TrainingData,
  { batches, order, optimizer, gradients }: {
    readonly batches: readonly Batch[];
    readonly order: Int32Array;
    readonly optimizer: Optimizer;
    readonly gradients: Float64Array;
  },
): boolean {
  network.training = true;
  const targets = new Float64Array(train.targets.length);
  for (let i = 0; i < order.length; i++) {
    for (let o = 0; o < lOut; o++) targets[i * lOut + o] = train.targets[order[i] * lOut + o];
  }
  for (const { start, size } of batches) {
    gather(network, train, order, start, size);
    network.forward();
    const loss = setLossGradient(network, targets, start * lOut);
    if (!Number.isFinite(loss)) return false;
    network.backward();
    optimizer.step(gradients);
  }
  return true;
}

/** Writes rows order[start] .. order[start + size - 1] into the network. */
function gather(
  network: Network,
  { features, n }: PreparedRows,
  order: Int32Array,
  start: number,
  size: number,
): void {
  const { data, input, stride } = network.begin(size);
  const { lIn } = network.layout;
  for (let s = 0; s < size; s++) {
    const row = order[start + s];
    for (let f = 0; f < lIn; f++) data[input + f * stride + s] = features[f * n + row];
  }
}

function validate(network: Network, { val, targetScaler, lOut }: TrainingData, name: MetricName) {
  network.training = false;
  const order = Int32Array.from({ length: val.n }, (_, i) => i);
  const outputs = new Float64Array(val.n * lOut);
  const { capacity } = network.workspace;
  for (let start = 0; start < val.n; start += capacity) {
    gather(network, val, order, start, Math.min(capacity, val.n - start));
    network.forward();
    outputs.set(readOutput(network), start * lOut);
  }
  return metrics[name](invertScaler(targetScaler, outputs), val.rawTargets, lOut);
}
