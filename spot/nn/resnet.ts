/**
 * The ResNet regressor with PyTorch's names and numbers.
 *
 * @module
 */
import {
  choice,
  integer,
  number,
  type OptionTable,
  resolveOptions,
  show,
} from "../core/options/options.ts";
import { createStream } from "../core/random/stream.ts";
import { type ActivationName, activationNames } from "./activations.ts";
import { readOutput, setLossGradient, writeInput } from "./batches.ts";
import { type InitializationName, initializationNames, initialize } from "./initialization.ts";
import { layOut } from "./layout.ts";
import { Network } from "./network.ts";
import { type ReadonlyStateDict, readState, type StateDict, writeState } from "./state_dict.ts";

/** Options of {@linkcode NNResNetRegressor}. */
export interface NNResNetRegressorOptions {
  /** Number of features. */
  readonly lIn: number;
  /** Number of outputs. @default {1} */
  readonly lOut?: number;
  /** Width of the first block, at least 4. */
  readonly l1: number;
  /** The activation. @default {"ReLU"} */
  readonly actFn?: ActivationName;
  /** Probability that a value is dropped in training, from 0 to below 1. @default {0} */
  readonly dropoutProb?: number;
  /** How the weights start. @default {"Default"} */
  readonly initialization?: InitializationName;
  /** Seeds the initial weights and the dropout. @default {0} */
  readonly seed?: number;
  /** Rows at once for which there is fast memory; more are computed in slower one. @default {1} */
  readonly capacity?: number;
}

const ACTION = "make an NNResNetRegressor";
const table = {
  lIn: { kind: integer(1), isRequired: true },
  lOut: { kind: integer(1), default: 1 },
  l1: { kind: integer(4), isRequired: true },
  actFn: { kind: choice(activationNames), default: "ReLU" },
  dropoutProb: { kind: number({ min: 0, max: 1, belowMax: true }), default: 0 },
  initialization: { kind: choice(initializationNames), default: "Default" },
  seed: { kind: integer(), default: 0 },
  capacity: { kind: integer(1), default: 1 },
} satisfies OptionTable<NNResNetRegressorOptions>;

/** Rows of features, n x lIn. */
export type Rows = readonly ArrayLike<number>[];

/** Targets: flat n x lOut, or one row of lOut numbers each. */
export type Targets = ArrayLike<number> | Rows;

/** What {@linkcode NNResNetRegressor.lossAndGradients} computes. */
export interface LossAndGradients {
  /** The mean squared error over all outputs. */
  readonly loss: number;
  /** The gradients under the names of the parameters, shaped as they are. */
  readonly gradients: StateDict;
}

/**
 * A residual network for regression: residual blocks of two linear maps with BatchNorm and LayerNorm,
 * of falling width, then one linear map. A new one is in train mode.
 *
 * @example
 * ```ts
 * import { createOptimizer, NNResNetRegressor } from "@spot/spot/nn";
 *
 * const net = new NNResNetRegressor({ lIn: 2, l1: 8, initialization: "xavier_normal", seed: 1 });
 * const optimizer = createOptimizer("Adam", net.parameters, { lrMult: 5 });
 * const X = [[0, 0], [0, 1], [1, 0], [1, 1]];
 * for (let step = 0; step < 100; step++) {
 *   net.lossAndGradients(X, [0, 1, 1, 2]);
 *   optimizer.step(net.gradients);
 * }
 * console.log(net.eval().forward(X));
 * ```
 */
export class NNResNetRegressor {
  readonly #network: Network;
  /** All trained numbers in PyTorch's order, live. */
  readonly parameters: Float64Array;
  /** The gradients of the last {@linkcode NNResNetRegressor.lossAndGradients}, live. */
  readonly gradients: Float64Array;

  /**
   * Makes a network with initial weights.
   *
   * @throws {TypeError} If an option is unknown or of another type.
   * @throws {RangeError} If an option is out of range.
   */
  constructor(options: NNResNetRegressorOptions) {
    const resolved = resolveOptions(ACTION, table, options);
    const { lIn, lOut, l1, actFn, dropoutProb, initialization, seed, capacity } = resolved;
    const layout = layOut({ lIn, lOut, l1 });
    const network = { activation: actFn, dropoutProbability: dropoutProb, seed };
    this.#network = new Network(layout, network, capacity);
    const { values } = this.#network.arena;
    const random = createStream(seed, "weights");
    initialize(layout, values, { initialization, random });
    this.parameters = values.subarray(0, layout.parameterCount);
    this.gradients = values.subarray(layout.parameterCount, 2 * layout.parameterCount);
  }

  /** Number of features. */
  get lIn(): number {
    return this.#network.layout.lIn;
  }

  /** Number of outputs. */
  get lOut(): number {
    return this.#network.layout.lOut;
  }

  /** Whether the network is in train mode. */
  get training(): boolean {
    return this.#network.training;
  }

  /** Normalise by the batch, drop out, move running statistics. Returns the network. */
  train(): this {
    this.#network.training = true;
    return this;
  }

  /** Normalise by the running statistics, drop nothing. Returns the network. */
  eval(): this {
    this.#network.training = false;
    return this;
  }

  /** All trained numbers and running statistics under PyTorch's names, copied. */
  stateDict(): StateDict {
    return readState(this.#network.layout.entries, this.#network.arena.values);
  }

  /**
   * Takes a whole state. PyTorch's `num_batches_tracked` may be there and is left out.
   *
   * @throws {TypeError} If an entry is missing, unknown or wrongly shaped; nothing is changed then.
   */
  loadStateDict(state: ReadonlyStateDict): void {
    writeState(this.#network.layout, this.#network.arena.values, state);
  }

  /**
   * Computes the outputs; in train mode also moves the running statistics.
   *
   * @param X n rows of lIn numbers.
   * @returns n x lOut numbers, row by row.
   * @throws {TypeError | RangeError} If X is not an array, a row has another length, or there is only
   * one in train mode.
   */
  forward(X: Rows): Float64Array {
    this.#check(X);
    this.#run(X);
    const outputs = new Float64Array(X.length * this.lOut);
    readOutput(this.#network, outputs);
    return outputs;
  }

  /**
   * Computes the mean squared error over all outputs, and its gradients; in train mode also moves the
   * running statistics.
   *
   * @param X n rows of lIn numbers.
   * @param y n x lOut numbers, flat or as rows.
   * @returns The loss, and the gradients under the names of the parameters.
   * @throws {TypeError | RangeError} As {@linkcode NNResNetRegressor.forward}, or if y has another size.
   */
  lossAndGradients(X: Rows, y: Targets): LossAndGradients {
    this.#check(X);
    const targets = flatTargets(y, X.length, this.lOut);
    this.#run(X);
    const loss = setLossGradient(this.#network, targets);
    this.#network.backward();
    const { layout: { entries, parameterCount }, arena } = this.#network;
    const trained = entries.filter((entry) => entry.trained);
    return { loss, gradients: readState(trained, arena.values, { shift: parameterCount }) };
  }

  #check(X: Rows): void {
    const { lIn } = this;
    if (!Array.isArray(X)) {
      throw new TypeError(
        `Cannot run the network as 'X' must be an array of rows: current value is ${show(X)}`,
      );
    }
    if (X.length === 0 || (this.training && X.length === 1)) {
      const least = this.training ? "two rows in train mode" : "one row";
      throw new RangeError(
        `Cannot run the network as 'X' must have at least ${least}: current number is ${X.length}`,
      );
    }
    const wrong = X.findIndex((row) => row?.length !== lIn);
    if (wrong >= 0) {
      throw new RangeError(
        `Cannot run the network as every row of 'X' must have ${lIn} numbers: ` +
          `row ${wrong} has ${X[wrong]?.length ?? "none"}`,
      );
    }
    X.forEach((row, i) => checkEntries(`Cannot run the network as row ${i} of 'X'`, row));
  }

  #run(X: Rows): void {
    writeInput(this.#network, X);
    this.#network.forward();
  }
}

function flatTargets(y: Targets, n: number, lOut: number): Float64Array {
  const action = "Cannot compute the loss as 'y'";
  const given: readonly (number | ArrayLike<number>)[] = typeof y === "object" && y
    ? Array.from<number | ArrayLike<number>>(y)
    : [];
  const isFlat = given.every((value) => typeof value !== "object");
  const isRows = given.every((row) => typeof row === "object" && row?.length === lOut);
  if (given.length !== (isFlat ? n * lOut : n) || !(isFlat || isRows)) {
    throw new RangeError(
      `${action} must have n x lOut = ${n * lOut} numbers, flat or as ${n} rows of ${lOut}: ` +
        `current length is ${given.length}, of ${show(y)}`,
    );
  }
  const flat = given.flatMap((value) => typeof value === "object" ? Array.from(value) : [value]);
  checkEntries(action, flat);
  return Float64Array.from(flat);
}

function checkEntries(subject: string, values: ArrayLike<unknown>): void {
  for (let i = 0; i < values.length; i++) {
    if (typeof values[i] === "number") continue;
    throw new TypeError(`${subject} must hold numbers only: number ${i} is ${show(values[i])}`);
  }
}
