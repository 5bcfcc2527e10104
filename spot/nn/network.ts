/**
 * The forward and the backward pass of the whole network over its memory.
 *
 * A residual block of width w over X (inputs x n):
 *
 *   Z1 = W1 X,  H = dropout(act(LayerNorm(BatchNorm(Z1)))),  Z2 = W2 H,
 *   Y = act(LayerNorm(BatchNorm(Z2)) + shortcut),  shortcut = X or BatchNorm(Ws X).
 *
 * @see He, Zhang, Ren, Sun (2016), "Deep Residual Learning for Image Recognition", equations 1 and 2.
 *
 * @module
 */
import { arraysBeside } from "../core/wasm/linear_memory.ts";
import { memory } from "./_memory.ts";
import { type ActivationName, activations } from "./activations.ts";
import { Arena } from "./arena.ts";
import {
  batchNormBackward,
  batchStatistics,
  runningNormBackward,
  runningStatistics,
} from "./layers/batch_norm.ts";
import { dropout, dropoutKey, dropoutThreshold } from "./layers/dropout.ts";
import { layerNormBackward, normsForward } from "./layers/layer_norm.ts";
import {
  addBias,
  biasGradient,
  linearForward,
  linearInputGradient,
  linearWeightGradient,
} from "./layers/linear.ts";
import { addIdentity, addShortcut } from "./layers/residual.ts";
import type { BatchNormLayout, BlockLayout, NetworkLayout } from "./layout.ts";
import { type BatchNormWork, type BlockWork, type HalfWork, Workspace } from "./workspace.ts";

/** What a network is made of beside its layout. */
export interface NetworkOptions {
  readonly activation: ActivationName;
  readonly dropoutProbability: number;
  /** Seeds the dropout masks. */
  readonly seed: number;
}

/** A network with its memory; rows go in through {@linkcode Network.workspace}. */
export class Network {
  readonly layout: NetworkLayout;
  readonly arena: Arena;
  readonly #activation: ActivationName;
  readonly #dropoutProbability: number;
  readonly #seed: number;
  /** Training passes so far: each has its own dropout masks. */
  passes = 0;
  #workspace: Workspace;
  training = true;

  constructor(layout: NetworkLayout, options: NetworkOptions, capacity = 1) {
    this.layout = layout;
    this.#activation = options.activation;
    this.#dropoutProbability = options.dropoutProbability;
    this.#seed = options.seed;
    const { parameterCount, runningCount } = layout;
    const valueCount = 2 * parameterCount + runningCount;
    // There is room for what an optimizer keeps: up to two numbers a parameter.
    const room = [valueCount, parameterCount, parameterCount];
    const makeData = (size: number) => memory.arrays([size], room)[0];
    this.#workspace = new Workspace(layout, capacity, makeData);
    const [values] = arraysBeside(this.#workspace.data, [valueCount]);
    this.arena = new Arena(values, parameterCount, this.#workspace);
  }

  get workspace(): Workspace {
    return this.#workspace;
  }

  /** Prepares for a batch of n rows, which are then to be written to the workspace's input. */
  begin(n: number): Workspace {
    if (n > this.#workspace.capacity) {
      this.#workspace = new Workspace(this.layout, n);
      this.arena.changeWork(this.#workspace);
    }
    this.arena.n = n;
    return this.#workspace;
  }

  /** Computes the output of the batch. In training also moves the running statistics. */
  forward(): void {
    const { arena, layout } = this;
    const { blocks, input, output } = this.#workspace;
    if (this.training) this.passes++;
    let x = input;
    for (let i = 0; i < blocks.length; i++) {
      this.#forwardBlock(i, layout.blocks[i], blocks[i], x);
      x = blocks[i].second.output;
    }
    linearForward(arena, layout.last, x, output);
    addBias(arena, layout.last, output);
  }

  #forwardBlock(index: number, block: BlockLayout, work: BlockWork, x: number): void {
    const { arena } = this;
    const { first, second, shortcut } = work;
    const { rows } = this.#workspace;
    linearForward(arena, block.fc1, x, first.batch.z);
    this.#statistics(block.bn1, first.batch);
    normsForward(arena, block.bn1, block.ln1, first, rows);
    this.#activateAll(block.outputs, first);
    this.#dropoutAll(index, block.outputs, first);
    linearForward(arena, block.fc2, first.output, second.batch.z);
    this.#statistics(block.bn2, second.batch);
    normsForward(arena, block.bn2, block.ln2, second, rows);
    if (block.shortcut && shortcut) {
      linearForward(arena, block.shortcut.linear, x, shortcut.z);
      this.#statistics(block.shortcut.bn, shortcut);
      addShortcut(arena, block.shortcut.bn, shortcut, second.output);
    } else addIdentity(arena, block.outputs, x, second.output);
    this.#activateAll(block.outputs, second);
  }

  #statistics(bn: BatchNormLayout, work: BatchNormWork): void {
    if (this.training) batchStatistics(this.arena, bn, work);
    else runningStatistics(this.arena, bn, work);
  }

  #activateAll(width: number, { output, slope }: HalfWork): void {
    const { work, stride, n, routines, workPlace } = this.arena;
    const activate = activations[this.#activation];
    for (let f = 0; f < width; f++) {
      if (routines) f = routines[this.#activation](workPlace, stride, n, width, output, slope, f);
      if (f < width) activate(work, output + f * stride, slope + f * stride, n);
    }
  }

  #dropoutAll(index: number, width: number, { output, slope }: HalfWork): void {
    const probability = this.#dropoutProbability;
    if (!this.training || probability === 0) return;
    const { work, stride, n, routines, workPlace } = this.arena;
    const key = dropoutKey(this.#seed, this.passes, index);
    if (routines) {
      const threshold = dropoutThreshold(probability), factor = 1 / (1 - probability);
      routines.dropout(workPlace, stride, n, width, output, slope, key, threshold, factor);
      return;
    }
    const mask = { key, probability };
    for (let f = 0; f < width; f++) {
      const at = output + f * stride;
      dropout(work, { at, slope: slope + f * stride, count: n, first: f * n }, mask);
    }
  }

  /** Computes all gradients from that of the output, after {@linkcode Network.forward}. */
  backward(): void {
    const { arena, layout } = this;
    const { blocks, input, outputGradient, gradients } = this.#workspace;
    const lastX = blocks[blocks.length - 1].second.output;
    let [dy, spare] = gradients;
    biasGradient(arena, layout.last, outputGradient);
    linearWeightGradient(arena, layout.last, outputGradient, lastX);
    linearInputGradient(arena, layout.last, outputGradient, dy, false);
    for (let i = blocks.length - 1; i >= 0; i--) {
      const x = i === 0 ? input : blocks[i - 1].second.output;
      this.#backwardBranch(layout.blocks[i], blocks[i], { x, dy, spare });
      if (this.#backwardShortcut(layout.blocks[i], blocks[i], { x, dy, spare, isFirst: i === 0 })) {
        [dy, spare] = [spare, dy];
      }
    }
  }

  /** Leaves in `dy` the gradient before the block's last activation, in the third buffer dz1. */
  #backwardBranch(
    block: BlockLayout,
    { first, second }: BlockWork,
    { x, dy, spare }: { readonly x: number; readonly dy: number; readonly spare: number },
  ): void {
    const { arena } = this;
    const { gradients: [, , dh], rows } = this.#workspace;
    const { slope } = second;
    layerNormBackward(arena, block.ln2, second, { from: dy, slope, to: spare }, rows);
    this.#batchNormBackward(block.bn2, second.batch, spare);
    linearWeightGradient(arena, block.fc2, spare, first.output);
    linearInputGradient(arena, block.fc2, spare, dh, false);
    layerNormBackward(arena, block.ln1, first, { from: dh, slope: first.slope, to: dh }, rows);
    this.#batchNormBackward(block.bn1, first.batch, dh);
    linearWeightGradient(arena, block.fc1, dh, x);
  }

  /** Adds up the gradient of the block's input; tells whether it is in `spare` instead of `dy`. */
  #backwardShortcut(
    block: BlockLayout,
    { shortcut }: BlockWork,
    { x, dy, spare, isFirst }: {
      readonly x: number;
      readonly dy: number;
      readonly spare: number;
      readonly isFirst: boolean;
    },
  ): boolean {
    const { arena } = this;
    const { gradients: [, , dz1] } = this.#workspace;
    if (!block.shortcut || !shortcut) {
      if (!isFirst) linearInputGradient(arena, block.fc1, dz1, dy, true);
      return false;
    }
    this.#batchNormBackward(block.shortcut.bn, shortcut, dy);
    linearWeightGradient(arena, block.shortcut.linear, dy, x);
    if (isFirst) return false;
    linearInputGradient(arena, block.shortcut.linear, dy, spare, false);
    linearInputGradient(arena, block.fc1, dz1, spare, true);
    return true;
  }

  #batchNormBackward(
    bn: BatchNormLayout,
    work: BatchNormWork,
    du: number,
  ): void {
    if (this.training) batchNormBackward(this.arena, bn, work, du);
    else runningNormBackward(this.arena, bn, work, du);
  }
}
