/**
 * A network at work: its memory, and its passes over it, played where routines can compute.
 *
 * @module
 */
import { Tape, tapeSize } from "../core/wasm/tape.ts";
import { memory } from "./_memory.ts";
import type { ActivationName } from "./activations.ts";
import { Arena } from "./arena.ts";
import { dropoutStepKey } from "./layers/dropout.ts";
import type { NetworkLayout } from "./layout.ts";
import { Passes } from "./passes.ts";
import { type RecordedPasses, recordPasses } from "./recorded_passes.ts";
import { Workspace } from "./workspace.ts";

/** What a network is made of beside its layout. */
export interface NetworkOptions {
  readonly activation: ActivationName;
  readonly dropoutProbability: number;
  /** Seeds the dropout masks. */
  readonly seed: number;
}

/** A network with its memory; rows go in through {@linkcode Network.begin}. */
export class Network {
  readonly layout: NetworkLayout;
  readonly arena: Arena;
  readonly #options: NetworkOptions;
  /** Training steps so far: each has its own dropout masks. */
  steps = 0;
  training = true;
  #workspace: Workspace;
  #passes: Passes;
  readonly #tapes: Readonly<Record<keyof RecordedPasses, Tape>>;

  constructor(layout: NetworkLayout, options: NetworkOptions, capacity = 1) {
    this.layout = layout;
    this.#options = options;
    this.#workspace = new Workspace(layout, capacity);
    this.#passes = new Passes(layout, this.#workspace, options);
    const { parameterCount, runningCount } = layout;
    const { forward, backward, evaluation } = recordPasses(this.#passes, parameterCount);
    const valueCount = 2 * parameterCount + runningCount;
    const [values, data, ...tapes] = memory.arrays(
      [valueCount, this.#workspace.size, ...[forward, backward, evaluation].map(tapeSize)],
      // There is room for what an optimizer keeps: up to two numbers a parameter.
      [parameterCount, parameterCount],
    );
    this.#tapes = {
      forward: new Tape(forward, tapes[0]),
      backward: new Tape(backward, tapes[1]),
      evaluation: new Tape(evaluation, tapes[2]),
    };
    this.arena = new Arena(values, parameterCount, { data, stride: this.#workspace.stride });
  }

  get workspace(): Workspace {
    return this.#workspace;
  }

  /** Prepares for a batch of n rows, which are then to be written to the workspace's input. */
  begin(n: number): Workspace {
    if (n > this.#workspace.capacity) this.#grow(n);
    this.arena.n = n;
    return this.#workspace;
  }

  #grow(capacity: number): void {
    this.#workspace = new Workspace(this.layout, capacity);
    this.#passes = new Passes(this.layout, this.#workspace, this.#options);
    const { size, stride } = this.#workspace;
    this.arena.changeWork({ data: new Float64Array(size), stride });
  }

  /** Computes the output of the batch. In training also moves the running statistics. */
  forward(): void {
    if (!this.training) {
      this.#run("evaluation", () => this.#passes.forward(this.arena, "evaluation"));
      return;
    }
    const { seed, dropoutProbability } = this.#options;
    const { drawing } = this.#workspace;
    this.steps++;
    this.arena.work[drawing] = dropoutStepKey(seed, this.steps);
    this.arena.work[drawing + 1] = dropoutProbability;
    this.#run("forward", () => this.#passes.forward(this.arena, "training"));
  }

  /** Computes all gradients from that of the output, after {@linkcode Network.forward}. */
  backward(): void {
    const mode = this.training ? "training" : "evaluation";
    const compute = () => this.#passes.backward(this.arena, mode);
    if (this.training) this.#run("backward", compute);
    else compute();
  }

  #run(pass: keyof RecordedPasses, compute: () => void): void {
    const { routines, valuesPlace, workPlace, stride, n } = this.arena;
    if (routines) this.#tapes[pass].play(valuesPlace, workPlace, stride, n);
    else compute();
  }
}
