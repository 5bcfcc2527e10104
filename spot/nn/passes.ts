/**
 * The forward and the backward pass of a whole network over its memory.
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
import { activate, type ActivationName } from "./activations.ts";
import type { Arena } from "./arena.ts";
import {
  batchNormBackward,
  batchStatistics,
  runningNormBackward,
  runningStatistics,
} from "./layers/batch_norm.ts";
import { dropoutForward } from "./layers/dropout.ts";
import { layerNormBackward, normsForward } from "./layers/layer_norm.ts";
import {
  addBias,
  biasGradient,
  linearForward,
  linearInputGradient,
  linearWeightGradient,
} from "./layers/linear.ts";
import { addIdentity, addShortcut } from "./layers/residual.ts";
import type { BatchNormLayout, NetworkLayout } from "./layout.ts";
import type { BatchNormWork, HalfWork, Workspace } from "./workspace.ts";

/** Whether a pass trains: norms by the batch, drops out, moves the running statistics. */
type Mode = "training" | "evaluation";

/** The passes of a network; each is the same calls of layers' functions whatever the numbers are. */
export class Passes {
  readonly #layout: NetworkLayout;
  readonly #workspace: Workspace;
  readonly #activation: ActivationName;
  readonly #hasDropout: boolean;

  constructor(
    layout: NetworkLayout,
    workspace: Workspace,
    { activation, dropoutProbability }: {
      readonly activation: ActivationName;
      readonly dropoutProbability: number;
    },
  ) {
    this.#layout = layout;
    this.#workspace = workspace;
    this.#activation = activation;
    this.#hasDropout = dropoutProbability > 0;
  }

  /** Computes the output of the batch. */
  forward(arena: Arena, mode: Mode): void {
    const { blocks, last } = this.#layout;
    const { blocks: works, input, output } = this.#workspace;
    let x = input;
    for (let i = 0; i < blocks.length; i++) {
      this.#forwardBlock(arena, mode, i, x);
      x = works[i].second.output;
    }
    linearForward(arena, last, x, output);
    addBias(arena, last, output);
  }

  #forwardBlock(arena: Arena, mode: Mode, index: number, x: number): void {
    const { blocks, rows } = this.#workspace;
    const { outputs, fc1, bn1, ln1, fc2, bn2, ln2, shortcut } = this.#layout.blocks[index];
    const { first, second, shortcut: shortcutWork } = blocks[index];
    linearForward(arena, fc1, x, first.batch.z);
    statistics(arena, mode, bn1, first.batch);
    normsForward(arena, bn1, ln1, first, rows);
    activate(arena, this.#activation, outputs, first);
    if (mode === "training") this.#dropout(arena, outputs, index, first);
    linearForward(arena, fc2, first.output, second.batch.z);
    statistics(arena, mode, bn2, second.batch);
    normsForward(arena, bn2, ln2, second, rows);
    if (shortcut && shortcutWork) {
      linearForward(arena, shortcut.linear, x, shortcutWork.z);
      statistics(arena, mode, shortcut.bn, shortcutWork);
      addShortcut(arena, shortcut.bn, shortcutWork, second.output);
    } else addIdentity(arena, outputs, x, second.output);
    activate(arena, this.#activation, outputs, second);
  }

  #dropout(arena: Arena, width: number, layer: number, half: HalfWork): void {
    const { drawing } = this.#workspace;
    if (this.#hasDropout) dropoutForward(arena, half, { width, layer, drawing });
  }

  /** Computes all gradients from that of the output, after {@linkcode Passes.forward}. */
  backward(arena: Arena, mode: Mode): void {
    const { blocks, last } = this.#layout;
    const { blocks: works, input, outputGradient, gradients } = this.#workspace;
    const lastX = works[blocks.length - 1].second.output;
    let [dy, spare] = gradients;
    biasGradient(arena, last, outputGradient);
    linearWeightGradient(arena, last, outputGradient, lastX);
    linearInputGradient(arena, last, outputGradient, dy, false);
    for (let i = blocks.length - 1; i >= 0; i--) {
      const x = i === 0 ? input : works[i - 1].second.output;
      this.#backwardBranch(arena, mode, i, { x, dy, spare });
      if (this.#backwardShortcut(arena, mode, i, { x, dy, spare })) [dy, spare] = [spare, dy];
    }
  }

  /** Leaves in `dy` the gradient before the block's last activation, in the third buffer dz1. */
  #backwardBranch(arena: Arena, mode: Mode, index: number, { x, dy, spare }: Flow): void {
    const { blocks, gradients: [, , dh], rows } = this.#workspace;
    const { fc1, bn1, ln1, fc2, bn2, ln2 } = this.#layout.blocks[index];
    const { first, second } = blocks[index];
    const { slope } = second;
    layerNormBackward(arena, ln2, second, { from: dy, slope, to: spare }, rows);
    normBackward(arena, mode, bn2, second.batch, spare);
    linearWeightGradient(arena, fc2, spare, first.output);
    linearInputGradient(arena, fc2, spare, dh, false);
    layerNormBackward(arena, ln1, first, { from: dh, slope: first.slope, to: dh }, rows);
    normBackward(arena, mode, bn1, first.batch, dh);
    linearWeightGradient(arena, fc1, dh, x);
  }

  /** Adds up the gradient of the block's input; tells whether it is in `spare` instead of `dy`. */
  #backwardShortcut(arena: Arena, mode: Mode, index: number, { x, dy, spare }: Flow): boolean {
    const { blocks, gradients: [, , dz1] } = this.#workspace;
    const { fc1, shortcut } = this.#layout.blocks[index];
    const { shortcut: work } = blocks[index];
    if (!shortcut || !work) {
      if (index > 0) linearInputGradient(arena, fc1, dz1, dy, true);
      return false;
    }
    normBackward(arena, mode, shortcut.bn, work, dy);
    linearWeightGradient(arena, shortcut.linear, dy, x);
    if (index === 0) return false;
    linearInputGradient(arena, shortcut.linear, dy, spare, false);
    linearInputGradient(arena, fc1, dz1, spare, true);
    return true;
  }
}

/** Offsets of a block's input, of the gradient of its output, and of room for another. */
interface Flow {
  readonly x: number;
  readonly dy: number;
  readonly spare: number;
}

function statistics(arena: Arena, mode: Mode, bn: BatchNormLayout, work: BatchNormWork): void {
  if (mode === "training") batchStatistics(arena, bn, work);
  else runningStatistics(arena, bn, work);
}

function normBackward(
  arena: Arena,
  mode: Mode,
  bn: BatchNormLayout,
  work: BatchNormWork,
  du: number,
): void {
  if (mode === "training") batchNormBackward(arena, bn, work, du);
  else runningNormBackward(arena, bn, work, du);
}
