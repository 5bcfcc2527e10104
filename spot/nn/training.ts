/**
 * The training loop over prepared data.
 *
 * @module
 */
import { invertScaler, type Scaler } from "../../data/scaler.ts";
import { createStream, type Random, randomInteger } from "../core/random/stream.ts";
import { type Batch, cutBatches, readOutput, setLossGradient } from "./batches.ts";
import { initialize } from "./initialization.ts";
import { layOut } from "./layout.ts";
import { scheduleFactor } from "./learning_rate_schedule.ts";
import { type MetricName, metrics } from "./metrics.ts";
import { Network } from "./network.ts";
import { createOptimizer } from "./optimizers/create_optimizer.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";
import { type ReadonlyStateDict, readState, type StateDict, writeState } from "./state_dict.ts";
import { resumeTraining, saveTraining } from "./training_checkpoint.ts";
import type { TrainingConfiguration } from "./training_configuration.ts";
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
  /** The rate of the epoch's steps. */
  readonly learningRate: number;
}

/** What training led to. */
export interface TrainingResult {
  /** What was trained. */
  readonly configuration: TrainingConfiguration;
  /** The validation metric of the last weights; NaN if training diverged, or had no time. */
  readonly valLoss: number;
  /** The validation metric after each epoch. */
  readonly valLossPerEpoch: number[];
  /** The rate of each epoch's steps. */
  readonly learningRatePerEpoch: number[];
  /** Epochs completed. */
  readonly epochsRun: number;
  /**
   * `finished`: all epochs, or as far as `untilEpoch`; `stoppedEarly`: no improvement for `patience` epochs; `diverged`: a loss
   * was not finite; `deadline`: out of time.
   */
  readonly status: TrainingStatus;
  /** The last weights and running statistics. */
  readonly stateDict: StateDict;
  /** What scaled the features. */
  readonly featureScaler: Scaler;
  /** What scaled the targets, to be undone on outputs. */
  readonly targetScaler: Scaler;
}

/** How to go about a training, whatever the data. */
export interface RunTrainingOptions {
  /** Whether each epoch takes the rows in a new random order. @default {true} */
  readonly shuffle?: boolean;
  /** Weights to start from instead of the initialisation's. */
  readonly stateDict?: ReadonlyStateDict;
  /** Seeds weights, order and dropout. @default {0} */
  readonly seed?: number;
  /** What validation computes, to be minimised. @default {"mean_squared_error"} */
  readonly metric?: MetricName;
  /**
   * Checked before each epoch: training throws its reason. Nothing else runs in this thread
   * meanwhile, so that only `onEpoch` can abort it; in place of a timer there is `deadline`.
   */
  readonly signal?: AbortSignal;
  /** A time on the clock of `Date.now()`: no epoch starts after it. @default {Infinity} */
  readonly deadline?: number;
  /** Called after each epoch. */
  readonly onEpoch?: (report: EpochReport) => void;
  /** The last epoch to train, of those that the learning rate is planned for. @default {all} */
  readonly untilEpoch?: number;
  /**
   * What `saveCheckpoint` got from a training of the same configuration, data and seed: this one goes
   * on from there, and gives the same bits as if the other had not stopped.
   */
  readonly checkpoint?: Uint8Array;
  /** Takes the bytes to go on from, at the end of a training that has not diverged. */
  readonly saveCheckpoint?: (checkpoint: Uint8Array) => void;
}

/** A training on its way. */
interface Run {
  readonly configuration: TrainingConfiguration;
  readonly data: TrainingData;
  readonly network: Network;
  readonly optimizer: Optimizer;
  readonly gradients: Float64Array;
  readonly batches: readonly Batch[];
  readonly metric: MetricName;
  /** Training rows in the order of the current epoch, and their stream; null: never shuffled. */
  readonly order: Int32Array;
  readonly random: Random | null;
  /** The targets in that order; validation rows as they are, and their outputs: made once. */
  readonly targets: Float64Array;
  readonly valOrder: Int32Array;
  readonly valOutputs: Float64Array;
  readonly valLossPerEpoch: number[];
  readonly learningRatePerEpoch: number[];
}

/** A training at its end. */
export interface FinishedTraining {
  /** The validation metric of the last weights; NaN if training diverged, or had no time. */
  readonly valLoss: number;
  /** All that it led to, with a copy of the weights. */
  result(): TrainingResult;
}

/** Trains a network on prepared data to the end; all options have been checked. */
export function runTraining(
  configuration: TrainingConfiguration,
  data: TrainingData,
  options: RunTrainingOptions,
): TrainingResult {
  const epochs = trainingEpochs(configuration, data, options);
  for (;;) {
    const { done, value } = epochs.next();
    if (done) return value.result();
  }
}

/** Trains a network epoch by epoch, so that the caller can do something else in between. */
export function* trainingEpochs(
  configuration: TrainingConfiguration,
  data: TrainingData,
  options: RunTrainingOptions,
): Generator<EpochReport, FinishedTraining, undefined> {
  const run = startRun(configuration, data, options);
  const { deadline = Infinity, signal, onEpoch, saveCheckpoint } = options;
  const { untilEpoch = configuration.epochs } = options;
  const end = Math.min(untilEpoch, configuration.epochs);
  let status: TrainingStatus = hasStalled(run) ? "stoppedEarly" : "finished";
  for (let epoch = run.valLossPerEpoch.length; epoch < end && status === "finished"; epoch++) {
    signal?.throwIfAborted();
    if (Date.now() > deadline) status = "deadline";
    else if (!trainEpoch(run, epoch)) status = "diverged";
    else {
      const report = reportEpoch(run, epoch);
      onEpoch?.(report);
      yield report;
      if (!Number.isFinite(report.valLoss)) status = "diverged";
      else if (hasStalled(run)) status = "stoppedEarly";
    }
  }
  if (status !== "diverged") saveCheckpoint?.(saveTraining(stateOf(run)));
  const last = run.valLossPerEpoch.at(-1) ?? NaN;
  const valLoss = status === "diverged" ? NaN : last;
  return { valLoss, result: () => toResult(run, status, valLoss) };
}

/** Starts a training, or takes it up where its checkpoint was saved. */
function startRun(
  configuration: TrainingConfiguration,
  data: TrainingData,
  options: RunTrainingOptions,
): Run {
  const run = newRun(configuration, data, options);
  if (!options.checkpoint) return run;
  const restored = resumeTraining(options.checkpoint, stateOf(run));
  run.network.steps = restored.steps;
  run.valLossPerEpoch.push(...restored.valLossPerEpoch);
  run.learningRatePerEpoch.push(...restored.learningRatePerEpoch);
  for (const _epoch of restored.valLossPerEpoch) {
    if (run.random) shuffleOrder(run.order, run.random);
  }
  return run;
}

function stateOf({ network, optimizer, valLossPerEpoch, learningRatePerEpoch }: Run) {
  const { steps, arena: { values, parameterCount } } = network;
  const parts = [values.subarray(0, parameterCount), values.subarray(2 * parameterCount)];
  const { state } = optimizer;
  return { values: parts, optimizer: state, steps, valLossPerEpoch, learningRatePerEpoch };
}

function newRun(
  configuration: TrainingConfiguration,
  data: TrainingData,
  options: RunTrainingOptions,
): Run {
  const { batchSize, lrMult } = configuration;
  const { shuffle = true, seed = 0, metric = "mean_squared_error" } = options;
  const network = buildNetwork(configuration, data, options);
  const { values, parameterCount } = network.arena;
  const parameters = values.subarray(0, parameterCount);
  return {
    configuration,
    data,
    network,
    optimizer: createOptimizer(configuration.optimizer, parameters, { lrMult }),
    gradients: values.subarray(parameterCount, 2 * parameterCount),
    batches: cutBatches(data.train.n, batchSize),
    metric,
    order: ascending(data.train.n),
    random: shuffle ? createStream(seed, "shuffle") : null,
    targets: new Float64Array(data.train.targets.length),
    valOrder: ascending(data.val.n),
    valOutputs: new Float64Array(data.val.targets.length),
    valLossPerEpoch: [],
    learningRatePerEpoch: [],
  };
}

function ascending(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i);
}

/** Validates, and keeps what came of the epoch. */
function reportEpoch(run: Run, epoch: number): EpochReport {
  const { optimizer: { learningRate }, configuration: { epochs } } = run;
  const valLoss = validate(run);
  run.valLossPerEpoch.push(valLoss);
  run.learningRatePerEpoch.push(learningRate);
  return { epoch: epoch + 1, epochs, valLoss, learningRate };
}

/** Whether none of the last `patience` epochs was better than all before them. */
function hasStalled({ valLossPerEpoch, configuration: { patience } }: Run): boolean {
  let best = 0;
  for (let i = 1; i < valLossPerEpoch.length; i++) {
    if (valLossPerEpoch[i] < valLossPerEpoch[best]) best = i;
  }
  return valLossPerEpoch.length - 1 - best >= patience;
}

function toResult(run: Run, status: TrainingStatus, valLoss: number): TrainingResult {
  const { configuration, valLossPerEpoch, learningRatePerEpoch, network } = run;
  const { featureScaler, targetScaler } = run.data;
  const epochsRun = valLossPerEpoch.length;
  return {
    configuration,
    valLoss,
    valLossPerEpoch,
    learningRatePerEpoch,
    epochsRun,
    status,
    stateDict: readState(network.layout.entries, network.arena.values),
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
    activation: actFn,
    dropoutProbability: dropoutProb,
    seed,
  }, Math.min(batchSize + 1, train.n));
  const { values } = network.arena;
  if (stateDict !== undefined) writeState(layout, values, stateDict);
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
function trainEpoch(run: Run, epoch: number): boolean {
  const { network, data: { train, lOut }, order, random, targets, optimizer, gradients } = run;
  if (random) shuffleOrder(order, random);
  optimizer.learningRate = optimizer.baseLearningRate * scheduleFactor(
    epoch,
    run.configuration.epochs,
  );
  network.training = true;
  for (let i = 0; i < order.length; i++) {
    for (let o = 0; o < lOut; o++) targets[i * lOut + o] = train.targets[order[i] * lOut + o];
  }
  for (const { start, size } of run.batches) {
    gather(network, train, order, start, size);
    network.forward();
    if (!Number.isFinite(setLossGradient(network, targets, start * lOut))) return false;
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
  const { input, stride } = network.begin(size);
  const { work } = network.arena;
  const { lIn } = network.layout;
  for (let s = 0; s < size; s++) {
    const row = order[start + s];
    for (let f = 0; f < lIn; f++) work[input + f * stride + s] = features[f * n + row];
  }
}

/** The metric of the validation rows, in the target's units. */
function validate(
  { network, data: { val, targetScaler, lOut }, metric, valOrder, valOutputs }: Run,
): number {
  network.training = false;
  const { capacity } = network.workspace;
  for (let start = 0; start < val.n; start += capacity) {
    gather(network, val, valOrder, start, Math.min(capacity, val.n - start));
    network.forward();
    readOutput(network, valOutputs, start * lOut);
  }
  return metrics[metric](invertScaler(targetScaler, valOutputs), val.rawTargets, lOut);
}
